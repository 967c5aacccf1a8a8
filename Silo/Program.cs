using CommandProcessor.Silo.Verbs;

return await CommandLine.RunAsync(args);
