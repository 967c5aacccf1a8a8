using System.CommandLine;
using CommandProcessor.Benchmarks.Bank;
using CommandProcessor.Benchmarks.Big;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Depth;
using CommandProcessor.Benchmarks.Project;
using CommandProcessor.Benchmarks.Query;
using CommandProcessor.Benchmarks.Rebuild;
using CommandProcessor.Benchmarks.Restart;
using CommandProcessor.Benchmarks.Road;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks;

/// <summary>One verb a benchmark. Exits with 0 if every count was right, 1 if not, 2 on wrong use.</summary>
internal static class BenchmarkCommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measures the command processor, beside what else one would use, and prints a table.")
        {
            CommandsVerb(),
            RoadVerb(),
            ProjectVerb(),
            DepthVerb(),
            RestartVerb(),
            TransfersVerb(),
            HotVerb(),
            BigVerb(),
            RebuildVerb(),
            QueryVerb(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Use --help to see verbs and options.");
            return Misused;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (BenchmarkFailedException failure)
        {
            await Console.Error.WriteLineAsync($"FAILED: {failure.Message}");
            return Failed;
        }
    }

    private static Command CommandsVerb()
    {
        var defaults = new CommandsOptions();
        var seconds = Number("--seconds", "Measured seconds a level", defaults.Seconds, 1, 600);
        var levels = Numbers("--levels", "Numbers of callers", defaults.Levels, 1, 100_000);
        var orders = Number("--orders", "Orders that the callers share", defaults.Orders, 1, 1_000_000);
        var only = Choices("--only", "Which to measure", CommandsOptions.AllContenders);
        var work = Choices("--work", "Commands over many orders, over one hot order, or both", CommandsOptions.AllWorks);
        var partitions = Number("--partitions", "Partitions of our journal and topic", defaults.Partitions, 1, 1_024);
        var kafka = KafkaOption();
        var verb = new Command("commands", "Durable commands: ours, with and without Kafka, beside a plain Orleans grain and an Akka.NET actor.")
        {
            seconds, levels, orders, only, work, partitions, kafka,
        };
        verb.SetAction((parsed, cancellationToken) => CommandsBenchmark.RunAsync(
            new()
            {
                Seconds = parsed.GetValue(seconds),
                Levels = parsed.GetRequiredValue(levels),
                Orders = parsed.GetValue(orders),
                Contenders = parsed.GetRequiredValue(only),
                Works = parsed.GetRequiredValue(work),
                Partitions = parsed.GetValue(partitions),
                Kafka = parsed.GetRequiredValue(kafka),
            },
            cancellationToken));
        return verb;
    }

    private static Command RoadVerb()
    {
        var defaults = new RoadOptions();
        var grains = Numbers("--grains", "Numbers of consuming grains", defaults.Grains, 1, 1_000_000);
        var events = Number("--events", "Events a run", defaults.Events, 1, 100_000_000);
        var queues = Number("--queues", "Queues, or Kafka partitions", defaults.Queues, 1, 1_024);
        var only = Choices("--only", "Which to measure", RoadOptions.AllRoads);
        var kafka = KafkaOption();
        var verb = new Command("road", "Events through Kafka to grains, beside Orleans' memory streams.") { grains, events, queues, only, kafka };
        verb.SetAction((parsed, cancellationToken) => RoadBenchmark.RunAsync(
            new()
            {
                Grains = parsed.GetRequiredValue(grains),
                Events = parsed.GetValue(events),
                Queues = parsed.GetValue(queues),
                Roads = parsed.GetRequiredValue(only),
                Kafka = parsed.GetRequiredValue(kafka),
            },
            cancellationToken));
        return verb;
    }

    private static Command ProjectVerb()
    {
        var defaults = new ProjectOptions();
        var customers = Number("--customers", "Customers, each with a read model", defaults.Customers, 1, 1_000_000);
        var events = Number("--events", "Events of the sustained run", defaults.Events, 1, 100_000_000);
        var seconds = Number("--seconds", "Seconds of the latency run", defaults.Seconds, 1, 600);
        var rate = Number("--rate", "Commands a second of the latency run", defaults.Rate, 1, 1_000_000);
        var partitions = Number("--partitions", "Partitions of journal and topic", defaults.Partitions, 1, 1_024);
        var keyed = new Option<bool>("--keyed-only") { Description = "Without the views over everybody" };
        var kafka = KafkaOption();
        var verb = new Command("project", "Events through Kafka into saved read models, and how soon a query shows a command.")
        {
            customers, events, seconds, rate, partitions, keyed, kafka,
        };
        verb.SetAction((parsed, cancellationToken) => ProjectBenchmark.RunAsync(
            new()
            {
                Customers = parsed.GetValue(customers),
                Events = parsed.GetValue(events),
                Seconds = parsed.GetValue(seconds),
                Rate = parsed.GetValue(rate),
                Partitions = parsed.GetValue(partitions),
                HasViewsOverAll = !parsed.GetValue(keyed),
                Kafka = parsed.GetRequiredValue(kafka),
            },
            cancellationToken));
        return verb;
    }

    private static Command DepthVerb()
    {
        var depths = Numbers("--depths", "Numbers of events in the journal", [0, 1_000_000, 10_000_000], 0, int.MaxValue);
        var seconds = Number("--seconds", "Seconds of a round; five rounds of appends and five of loads are measured at each depth", 5, 1, 600);
        var customers = Number("--customers", "Customers", 20_000, 1, 1_000_000);
        var group = Number("--group", "Commands of one append", 30, 1, 5_000);
        var sqlite = new Option<string?>("--sqlite") { Description = "A folder without journals, to measure SQLite (default: PostgreSQL)", HelpName = "FOLDER" };
        var verb = new Command("depth", "Appends and loads in journals of different age, measured in turns.") { depths, seconds, customers, group, sqlite };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            await Console.Out.WriteLineAsync(Report.Machine.Describe());
            var folder = parsed.GetValue(sqlite);
            await using var postgres = folder is null ? await BenchmarkPostgres.StartAsync(cancellationToken) : null;
            string[] store = postgres is null ? ["--sqlite", folder ?? ""] : ["--postgres", await postgres.CreateDatabaseAsync("depth", cancellationToken)];
            await DepthBenchmark.RunAsync(
            [
                .. store,
                "--depths", string.Join(',', parsed.GetRequiredValue(depths)),
                "--seconds", Text(parsed.GetValue(seconds)),
                "--customers", Text(parsed.GetValue(customers)),
                "--group", Text(parsed.GetValue(group)),
            ]);
            return 0;
        });
        return verb;
    }

    private static Command RestartVerb()
    {
        var defaults = new RestartOptions();
        var rate = Number("--rate", "Commands a second", defaults.Rate, 1, 1_000_000);
        var customers = Number("--customers", "Customers, each with an order and a read model", defaults.Customers, 1, 100_000);
        var kills = Number("--kills", "How often the silo is killed", defaults.Kills, 1, 1_000);
        var seconds = Number("--seconds", "Seconds of load before each kill", defaults.Seconds, 2, 600);
        var outstanding = Number("--outstanding", "Commands without an answer at most; what is due above is not sent", defaults.Outstanding, 1, 1_000_000);
        var partitions = Number("--partitions", "Partitions of journal and topic", defaults.Partitions, 1, 1_024);
        var kafka = KafkaOption(defaults.Kafka);
        var verb = new Command("restart", "The program killed under load and started again at once: how soon it answers and has caught up, and what is lost.")
        {
            rate, customers, kills, seconds, outstanding, partitions, kafka,
        };
        verb.SetAction((parsed, cancellationToken) => RestartBenchmark.RunAsync(
            new()
            {
                Rate = parsed.GetValue(rate),
                Customers = parsed.GetValue(customers),
                Kills = parsed.GetValue(kills),
                Seconds = parsed.GetValue(seconds),
                Outstanding = parsed.GetValue(outstanding),
                Partitions = parsed.GetValue(partitions),
                Kafka = parsed.GetRequiredValue(kafka),
            },
            cancellationToken));
        return verb;
    }

    private static Command TransfersVerb()
    {
        var accounts = Number("--accounts", "Accounts of the bank", new TransfersOptions().Accounts, 3, 1_000_000);
        var verb = BankVerb(
            "transfers", "Transfers carried out by reactors, between many accounts and to one, beside plain commands in the same run.",
            "Callers, each waiting for the end of its transfer before the next",
            (options, parsed, cancellationToken) => new TransfersBenchmark(new(options) { Accounts = parsed.GetValue(accounts) }).RunAsync(cancellationToken));
        verb.Add(accounts);
        return verb;
    }

    private static Command HotVerb() => BankVerb(
        "hot", "One account that everybody pays into, beside plain commands in the same run.", "Callers that all pay into the one account",
        (options, _, cancellationToken) => new HotBenchmark(options).RunAsync(cancellationToken));

    private static Command BankVerb(
        string name, string description, string whoCalls, Func<BankOptions, ParseResult, CancellationToken, Task<int>> runAsync)
    {
        var defaults = new BankOptions();
        var seconds = Number("--seconds", "Measured seconds of each work in a round", defaults.Seconds, 1, 600);
        var rounds = Number("--rounds", "Rounds in which the works take turns", defaults.Rounds, 1, 100);
        var callers = Number("--callers", whoCalls, defaults.Callers, 1, 100_000);
        var orders = Number("--orders", "Orders that the plain commands of the same run go to", defaults.Orders, 1, 1_000_000);
        var partitions = Number("--partitions", "Partitions of journal and topic", defaults.Partitions, 1, 1_024);
        var roads = Choices("--roads", "Without and with events going to Kafka meanwhile", BankOptions.AllRoads);
        var kafka = KafkaOption();
        var verb = new Command(name, description) { seconds, rounds, callers, orders, partitions, roads, kafka };
        verb.SetAction((parsed, cancellationToken) => runAsync(
            new()
            {
                Seconds = parsed.GetValue(seconds),
                Rounds = parsed.GetValue(rounds),
                Callers = parsed.GetValue(callers),
                Orders = parsed.GetValue(orders),
                Partitions = parsed.GetValue(partitions),
                Roads = parsed.GetRequiredValue(roads),
                Kafka = parsed.GetRequiredValue(kafka),
            },
            parsed, cancellationToken));
        return verb;
    }

    private static Command BigVerb()
    {
        var defaults = new BigOptions();
        var entries = Number("--entries", "Entries of the big account", defaults.Entries, 10_000, 100_000_000);
        var orders = Number("--orders", "Orders of the big customer", defaults.Orders, 10_000, 10_000_000);
        var rounds = Number("--rounds", "Rounds, of which the one in the middle counts", defaults.Rounds, 1, 1_000);
        var stores = Choices("--stores", "Where the read models are", BigOptions.AllStores);
        var verb = new Command("big", "Events and pages of an account and a customer that are big, beside small ones.") { entries, orders, rounds, stores };
        verb.SetAction((parsed, cancellationToken) => BigBenchmark.RunAsync(
            new()
            {
                Entries = parsed.GetValue(entries),
                Orders = parsed.GetValue(orders),
                Rounds = parsed.GetValue(rounds),
                Stores = parsed.GetRequiredValue(stores),
            },
            cancellationToken));
        return verb;
    }

    private static Command RebuildVerb()
    {
        var defaults = new RebuildOptions();
        var events = Number("--events", "Events in the journal", defaults.Events, 10_000, 100_000_000);
        var keys = Number("--keys", "Customers that they are about", defaults.Keys, 16, 1_000_000);
        var views = Choices("--views", "Which to rebuild", RebuildOptions.AllViews);
        var callers = Number("--callers", "Callers whose commands go on beside it", defaults.Callers, 1, 10_000);
        var seconds = Number("--seconds", "Seconds of commands alone, before and after; 0 leaves commands out", defaults.Seconds, 0, 600);
        var beside = Number("--beside", "Seconds of commands beside it at most", defaults.BesideSeconds, 1, 3_600);
        var verb = new Command("rebuild", "Rebuilds a view from a long journal, alone and beside commands.") { events, keys, views, callers, seconds, beside };
        verb.SetAction((parsed, cancellationToken) => RebuildBenchmark.RunAsync(
            new()
            {
                Events = parsed.GetValue(events),
                Keys = parsed.GetValue(keys),
                Views = parsed.GetRequiredValue(views),
                Callers = parsed.GetValue(callers),
                Seconds = parsed.GetValue(seconds),
                BesideSeconds = parsed.GetValue(beside),
            },
            cancellationToken));
        return verb;
    }

    private static Command QueryVerb()
    {
        var defaults = new QueryOptions();
        var customers = Number("--customers", "Customers that are asked about", defaults.Customers, 1, 1_000_000);
        var callers = Number("--callers", "Callers at once", defaults.Callers, 1, 10_000);
        var seconds = Number("--seconds", "Measured seconds a round", defaults.Seconds, 1, 600);
        var rounds = Number("--rounds", "Rounds, of which the one in the middle counts", defaults.Rounds, 1, 100);
        var verb = new Command("query", "Warm point reads inside a silo and through a client, beside SELECTs by primary key.") { customers, callers, seconds, rounds };
        verb.SetAction((parsed, cancellationToken) => QueryBenchmark.RunAsync(
            new()
            {
                Customers = parsed.GetValue(customers),
                Callers = parsed.GetValue(callers),
                Seconds = parsed.GetValue(seconds),
                Rounds = parsed.GetValue(rounds),
            },
            cancellationToken));
        return verb;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Option<string> KafkaOption(string choice = BenchmarkKafka.Embedded) => new("--kafka")
    {
        Description = $"{BenchmarkKafka.Embedded} (the broker in the silo's process), {BenchmarkKafka.Own} (an Apache Kafka started for the run), or bootstrap servers",
        HelpName = "KAFKA",
        DefaultValueFactory = _ => choice,
    };

    private static Option<int> Number(string name, string description, int value, int min, int max)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Implicit) return;
            var given = result.GetValue(option);
            if (given < min || given > max) result.AddError($"{name} {given} is not between {min} and {max}.");
        });
        return option;
    }

    private static Option<int[]> Numbers(string name, string description, int[] values, int min, int max) =>
        List(name, $"{description}, separated by commas", values, text =>
            int.TryParse(text, out var number) && number >= min && number <= max
                ? number
                : throw new FormatException($"{name} '{text}' is not a number between {min} and {max}."));

    private static Option<string[]> Choices(string name, string description, string[] all) =>
        List(name, $"{description}: {string.Join(", ", all)}; separated by commas", all, text =>
            all.Contains(text) ? text : throw new FormatException($"{name} '{text}' is none of {string.Join(", ", all)}."));

    private static Option<T[]> List<T>(string name, string description, T[] values, Func<string, T> parse) => new(name)
    {
        Description = $"{description} (default: {string.Join(',', values)})",
        HelpName = "A,B,...",
        DefaultValueFactory = _ => values,
        CustomParser = result =>
        {
            try
            {
                return [.. result.Tokens[0].Value.Split(',').Select(parse)];
            }
            catch (FormatException mistake)
            {
                result.AddError(mistake.Message);
                return values;
            }
        },
    };
}
