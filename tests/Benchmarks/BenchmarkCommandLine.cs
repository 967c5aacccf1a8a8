using System.CommandLine;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Road;

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
        var verb = new Command("commands", "Durable commands: ours, with and without Kafka, beside a plain Orleans grain and an Akka.NET actor.")
        {
            seconds, levels, orders, only, work,
        };
        verb.SetAction((parsed, cancellationToken) => CommandsBenchmark.RunAsync(
            new()
            {
                Seconds = parsed.GetValue(seconds),
                Levels = parsed.GetRequiredValue(levels),
                Orders = parsed.GetValue(orders),
                Contenders = parsed.GetRequiredValue(only),
                Works = parsed.GetRequiredValue(work),
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
        var kafka = new Option<string?>("--kafka") { Description = "Bootstrap servers of a Kafka to use (default: the embedded broker)", HelpName = "HOST:PORT" };
        var verb = new Command("road", "Events through Kafka to grains, beside Orleans' memory streams.") { grains, events, queues, only, kafka };
        verb.SetAction((parsed, cancellationToken) => RoadBenchmark.RunAsync(
            new()
            {
                Grains = parsed.GetRequiredValue(grains),
                Events = parsed.GetValue(events),
                Queues = parsed.GetValue(queues),
                Roads = parsed.GetRequiredValue(only),
                Kafka = parsed.GetValue(kafka),
            },
            cancellationToken));
        return verb;
    }

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
