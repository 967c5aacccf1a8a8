using System.CommandLine;
using CommandProcessor.Silo.Hosting;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>The verbs of the program, their options, and what each exits with: 0 all is well, 1 something was lost or failed, 2 wrong use.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("A distributed, event-sourced command processor. Without a verb it runs a silo.");
        var settings = new CommandLineSettings(root);
        AddRun(root, settings);
        AddVerify(root, settings);
        AddHistory(root, settings);

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0) return await InvokeAsync(parsed);

        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync("Use --help to see verbs and options.");
        return Misused;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (Explain(exception) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return exception is ConfigurationMistakesException or FormatException ? Misused : Failed;
        }
    }

    /// <summary>What a person can act on; anything else is a defect and keeps its stack.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        ConfigurationMistakesException or DataFolderException or FormatException => exception.Message,
        CommandProcessor.Journal.JournalMismatchException or CommandProcessor.Journal.JournalException => exception.Message,
        Npgsql.NpgsqlException => $"PostgreSQL: {exception.Message}",
        OperationCanceledException => "Stopped.",
        _ => null,
    };

    private static void AddRun(RootCommand root, CommandLineSettings settings)
    {
        var siloPort = new Option<int?>("--silo-port") { Description = "Port for other silos (default: 11111)", HelpName = "PORT" };
        var gatewayPort = new Option<int?>("--gateway-port") { Description = "Port for clients (default: 30000)", HelpName = "PORT" };
        var dashboardPort = new Option<int?>("--dashboard-port") { Description = "Loopback port of dashboard and health (default: 8080)", HelpName = "PORT" };
        var run = new Command("run", "Runs a silo until Ctrl-C: embedded unless configured. The default verb.") { siloPort, gatewayPort, dashboardPort };
        run.SetAction(RunAsync);
        root.Subcommands.Add(run);
        root.SetAction(RunAsync);

        async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            var values = settings.Read(parsed);
            if (parsed.CommandResult.Command == run)
            {
                Set("Cluster:SiloPort", parsed.GetValue(siloPort));
                Set("Cluster:GatewayPort", parsed.GetValue(gatewayPort));
                Set("Dashboard:Port", parsed.GetValue(dashboardPort));
            }

            return await RunVerb.RunAsync(values, cancellationToken);

            void Set(string name, int? value)
            {
                if (value is not null) values[$"{SiloOptions.Section}:{name}"] = value.ToString();
            }
        }
    }

    private static void AddVerify(RootCommand root, CommandLineSettings settings)
    {
        var verify = new Command("verify", "Recomputes everything from the journal and compares; exits with 0 only if all is equal.");
        verify.SetAction((parsed, cancellationToken) => VerifyHost.RunAsync(settings.Read(parsed), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(verify);
    }

    private static void AddHistory(RootCommand root, CommandLineSettings settings)
    {
        var id = new Argument<string>("ID") { Description = "An aggregate, such as order/17850/536365" };
        var history = new Command("history", "Shows an aggregate's events with command, who, when and trace.") { id };
        history.SetAction((parsed, cancellationToken) =>
            HistoryHost.RunAsync(settings.Read(parsed), parsed.GetRequiredValue(id), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(history);
    }
}
