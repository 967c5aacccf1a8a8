using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Bank;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using Microsoft.AspNetCore.Connections;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>The verbs of the program, their options, and what each exits with: 0 all is well, 1 something was lost or failed, 2 wrong use.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    /// <summary>After Ctrl-C or SIGTERM a verb ends what it is at; one that takes longer is ended. A silo that stops has <see cref="SiloHost"/>'s time.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Output that goes to a file or a pipe has no edge to wrap at.</summary>
    private const int RedirectedWidth = 160;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal) AnsiConsole.Profile.Width = RedirectedWidth;
        var root = new RootCommand("A distributed, event-sourced command processor. Without a verb it runs a silo.");
        var settings = new CommandLineSettings(root);
        AddRun(root, settings);
        AddDemo(root, settings);
        AddLoad(root, settings);
        AddTransfers(root, settings);
        AddSample(root);
        AddVerify(root, settings);
        AddHistory(root, settings);
        AddWatch(root, settings);
        AddLag(root, settings);
        AddParked(root, settings);
        AddRebuild(root, settings);

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
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = EndTimeout });
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
        ConfigurationMistakesException or DataFolderException or FormatException or RetailFileException or NoSiloException => exception.Message,
        ArgumentException { ParamName: null } => exception.Message, // A grain refused what it was asked.
        JournalMismatchException or JournalException or ReadModelMismatchException or ReadModelException => exception.Message,
        AddressInUseException or IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Choose others by --silo-port, --gateway-port, --dashboard-port.",
        ReplayStalledException or CommandNotAnsweredException or QueryNotAnsweredException => $"{exception.Message} Run it again to go on from there.",
        _ when ClusterErrors.IsUnanswered(exception) => $"The cluster does not answer: {exception.Message} Run it again to go on from there.",
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

    private static void AddDemo(RootCommand root, CommandLineSettings settings)
    {
        var orders = Count("--orders", $"How many orders of the sample to replay at most, the newest (default: {DemoOptions.OrderCountDefault})", DemoOptions.OrderCountDefault, int.MaxValue);
        var callers = CallersOption(DemoOptions.CallerCountDefault);
        var demo = new Command("demo", "Replays real orders of an online shop, shows what became of orders, money and stock, checks everything, and ends.") { orders, callers };
        demo.SetAction((parsed, cancellationToken) => DemoHost.RunAsync(
            settings.Read(parsed), new(parsed.GetValue(orders), parsed.GetValue(callers)), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(demo);
    }

    private static void AddLoad(RootCommand root, CommandLineSettings settings)
    {
        var file = new Argument<string>("FILE") { Description = "The online retail data as CSV, plain or gzipped" };
        var report = new Option<string?>("--report") { Description = "Write the lines that were left out, with their reasons, to this file", HelpName = "FILE" };
        var callers = CallersOption(LoadOptions.CallerCountDefault);
        var load = new Command("load", "Loads the orders of the online retail data; stopped at any point, it goes on from there when run again.") { file, callers, report };
        load.SetAction((parsed, cancellationToken) => LoadHost.RunAsync(
            settings.Read(parsed), new(parsed.GetRequiredValue(file), parsed.GetValue(callers), parsed.GetValue(report)), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(load);
    }

    private static void AddTransfers(RootCommand root, CommandLineSettings settings)
    {
        var count = new Argument<int>("N")
        {
            Description = $"How many transfers (default: {TransfersOptions.TransferCountByDefault})",
            DefaultValueFactory = _ => TransfersOptions.TransferCountByDefault,
        };
        count.Validators.Add(result => Check(result, "N", 1, TransfersOptions.TransferCountMax));
        var accounts = Count(
            "--accounts", $"How many accounts the bank has (default: {TransfersOptions.AccountCountByDefault}); one of another size is another bank",
            TransfersOptions.AccountCountByDefault, TransfersOptions.AccountCountMax, BankPlan.AccountCountMin);
        var seed = Count("--seed", "Which transfers: the same seed makes the same (default: 1)", 1, int.MaxValue);
        var callers = Count("--callers", "How many callers request at once, each waiting for the end of its transfer (default: 256)", 256, 10_000);
        var transfers = new Command("transfers", "A bank whose customers send each other money at random, with the sum checked all the time; run again, it goes on.")
        {
            count, accounts, seed, callers,
        };
        transfers.SetAction((parsed, cancellationToken) => TransfersHost.RunAsync(
            settings.Read(parsed), new(parsed.GetValue(count), parsed.GetValue(accounts), parsed.GetValue(seed), parsed.GetValue(callers)),
            AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(transfers);
    }

    private static void AddSample(RootCommand root)
    {
        var source = new Argument<string>("FILE") { Description = "The whole online retail data as CSV, plain or gzipped" };
        var target = new Argument<string>("TARGET") { Description = "Where to write the sample" };
        var sample = new Command("sample", "Makes the bundled sample of the whole data.") { source, target };
        sample.Hidden = true;
        sample.SetAction((parsed, cancellationToken) =>
            SampleVerb.RunAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(sample);
    }

    private static Option<int> CallersOption(int byDefault) => Count("--callers", $"How many callers send at once (default: {byDefault})", byDefault, 10_000);

    private static Option<int> Count(string name, string description, int byDefault, int max, int min = 1)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result => Check(result, name, min, max));
        return option;
    }

    private static void Check(SymbolResult result, string name, int min, int max)
    {
        // What is no number at all is told by the parser itself.
        if (result.Tokens.Count != 1 || !int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)) return;
        if (value < min || value > max) result.AddError($"{name} {value} is not between {min} and {max}.");
    }

    private static void AddVerify(RootCommand root, CommandLineSettings settings)
    {
        var verify = new Command("verify", "Recomputes everything from the journal and compares; exits with 0 only if all is equal.");
        verify.SetAction((parsed, cancellationToken) => VerifyHost.RunAsync(settings.Read(parsed), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(verify);
    }

    private static void AddHistory(RootCommand root, CommandLineSettings settings)
    {
        var id = new Argument<string>("ID") { Description = "An aggregate, such as order/17850/536365; with --at also customer/17850, sku/85123A, " + ViewQuestion.Examples };
        var at = new Option<string?>("--at") { Description = "Shows what was there then: after a position (120 or 3@120; of views over everybody several, 0@12,3@120) or version (v7), or at a time", HelpName = "POINT" };
        var history = new Command("history", "Shows an aggregate's events with command, who, when and trace, or what it was at a point in the past.") { id, at };
        history.SetAction((parsed, cancellationToken) => HistoryHost.RunAsync(
            settings.Read(parsed), parsed.GetRequiredValue(id), parsed.GetValue(at), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(history);
    }

    private static void AddWatch(RootCommand root, CommandLineSettings settings)
    {
        var id = new Argument<string>("ID") { Description = "Such as customer/17850, order/17850/536365, account/17850/main, sku/85123A, " + ViewQuestion.Examples };
        var watch = new Command("watch", "Shows what a customer's totals, an order, an account, a stock level or a view over everybody are, and each change, until Ctrl-C.") { id };
        watch.SetAction((parsed, cancellationToken) =>
            WatchHost.RunAsync(settings.Read(parsed), parsed.GetRequiredValue(id), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(watch);
    }

    private static void AddLag(RootCommand root, CommandLineSettings settings)
    {
        var watch = new Option<bool>("--watch") { Description = "Again each second, until Ctrl-C" };
        var lag = new Command("lag", "Shows how far every view is behind the journal, also when nothing runs; exits with 0 only if nothing is.") { watch };
        lag.SetAction((parsed, cancellationToken) => LagHost.RunAsync(settings.Read(parsed), parsed.GetValue(watch), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(lag);
    }

    private static void AddRebuild(RootCommand root, CommandLineSettings settings)
    {
        var view = new Argument<string>("VIEW") { Description = "Such as customer-orders" };
        var back = new Option<bool>("--back") { Description = "Show the version before again, brought up to date" };
        var drop = new Option<bool>("--drop") { Description = "Delete the versions that are not shown" };
        var list = new Option<bool>("--list") { Description = "Show the versions with what they come to" };
        var rebuild = new Command("rebuild", "Builds a new version of a view from the journal beside the one that is shown, and switches; stopped, it goes on when run again.")
        {
            view, back, drop, list,
        };
        rebuild.Validators.Add(result =>
        {
            if (new[] { back, drop, list }.Count(result.GetValue) > 1) result.AddError("--back, --drop and --list exclude each other.");
        });
        rebuild.SetAction((parsed, cancellationToken) => RebuildHost.RunAsync(
            settings.Read(parsed), parsed.GetRequiredValue(view),
            parsed.GetValue(back) ? RebuildAction.Back : parsed.GetValue(drop) ? RebuildAction.Drop : parsed.GetValue(list) ? RebuildAction.List : RebuildAction.Build,
            AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(rebuild);
    }

    private static void AddParked(RootCommand root, CommandLineSettings settings)
    {
        var name = new Argument<string?>("NAME") { Description = "A view or a reactor, such as customer-orders or transfers (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var key = new Argument<string?>("KEY") { Description = "Such as customer/17850 or transfer/17850/1 (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var redrive = new Command("redrive", "Tries parked read models and processes again.") { name, key };
        redrive.SetAction((parsed, cancellationToken) => ParkedHost.RedriveAsync(
            settings.Read(parsed), parsed.GetValue(name), parsed.GetValue(key), AnsiConsole.Console, cancellationToken));
        var parked = new Command("parked", "Lists the read models and the processes that wait at an event which they cannot handle; exits with 0 only if there is none.") { redrive };
        parked.SetAction((parsed, cancellationToken) => ParkedHost.ListAsync(settings.Read(parsed), AnsiConsole.Console, cancellationToken));
        root.Subcommands.Add(parked);
    }
}
