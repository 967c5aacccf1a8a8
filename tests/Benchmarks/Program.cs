using CommandProcessor.Benchmarks;

return await BenchmarkCommandLine.RunAsync(args);
