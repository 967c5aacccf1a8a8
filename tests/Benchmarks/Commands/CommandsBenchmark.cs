using CommandProcessor.Benchmarks.Commands.AkkaActor;
using CommandProcessor.Benchmarks.Commands.Ours;
using CommandProcessor.Benchmarks.Commands.PlainGrain;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Commands;

/// <summary>
/// Durable commands a second. Every order is placed first and then amended for a while, until everybody's code is compiled; measured are
/// amendments, over all orders in turn or of one. The contenders take turns at each level, so that what else the machine does meets them alike.
/// </summary>
internal sealed class CommandsBenchmark(CommandsOptions options, TextWriter output)
{
    private const int PlacingCallers = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly LoadLevel Compiling = new(Callers: 256, WarmUp: TimeSpan.Zero, Measured: TimeSpan.FromSeconds(6));

    private readonly ClosedLoop _loop = new(TimeProvider.System);

    /// <summary>The order after the many.</summary>
    private int HotOrder => options.Orders;

    public static async Task<int> RunAsync(CommandsOptions options, CancellationToken cancellationToken)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await output.WriteLineAsync($"{postgres.Description}, Akka {Machine.VersionOf(typeof(Akka.Actor.ActorSystem))}");
        await output.WriteLineAsync();
        return await new CommandsBenchmark(options, output).RunAsync(postgres, cancellationToken);
    }

    private async Task<int> RunAsync(BenchmarkPostgres postgres, CancellationToken cancellationToken)
    {
        var contestants = new List<Contestant>();
        await using var kafka = new BenchmarkKafka(options.Kafka);
        try
        {
            foreach (var name in options.Contenders)
            {
                var contestant = new Contestant(name, await StartAsync(name, postgres, kafka, cancellationToken));
                contestants.Add(contestant);
                await PlaceAllAsync(contestant, cancellationToken);
            }

            foreach (var contestant in contestants) await RunAsync(contestant, Compiling, CommandsOptions.ManyOrders, cancellationToken);
            foreach (var work in options.Works) await MeasureAsync(work, contestants, cancellationToken);
            return await CountAsync(contestants, cancellationToken);
        }
        finally
        {
            foreach (var contestant in contestants) await contestant.Contender.DisposeAsync();
        }
    }

    private Task<IContender> StartAsync(string name, BenchmarkPostgres postgres, BenchmarkKafka kafka, CancellationToken cancellationToken) => name switch
    {
        CommandsOptions.Ours => OursContender.StartAsync(postgres, null, options.Partitions, cancellationToken),
        CommandsOptions.OursWithKafka => OursContender.StartAsync(postgres, kafka, options.Partitions, cancellationToken),
        CommandsOptions.PlainGrain => PlainGrainContender.StartAsync(postgres, cancellationToken),
        CommandsOptions.AkkaActor => AkkaContender.StartAsync(postgres, options.Orders + 1, cancellationToken),
        _ => throw new ArgumentException($"There is no contender {name}."),
    };

    private async Task PlaceAllAsync(Contestant contestant, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = PlacingCallers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, HotOrder + 1, parallel, async (order, token) => await contestant.Contender.PlaceAsync(order, token));
        contestant.Answers += HotOrder + 1;
    }

    private async Task MeasureAsync(string work, List<Contestant> contestants, CancellationToken cancellationToken)
    {
        foreach (var callers in options.Levels)
        {
            var level = new LoadLevel(callers, WarmUp, TimeSpan.FromSeconds(options.Seconds));
            foreach (var contestant in contestants) contestant.Add(work, callers, await RunAsync(contestant, level, work, cancellationToken));
        }

        Print(work, contestants);
    }

    private async Task<LoadResult> RunAsync(Contestant contestant, LoadLevel level, string work, CancellationToken cancellationToken)
    {
        var first = contestant.Answers;
        var result = await _loop.RunAsync(
            level,
            turn => contestant.Contender.AmendAsync(work == CommandsOptions.HotOrder ? HotOrder : (int)(turn % options.Orders), first + turn, cancellationToken),
            cancellationToken);
        contestant.Count(result);
        await contestant.Contender.SettleAsync(cancellationToken);
        return result;
    }

    private void Print(string work, List<Contestant> contestants)
    {
        output.WriteLine(work == CommandsOptions.HotOrder ? "AmendOrder, one hot order" : $"AmendOrder over {Show.Count(options.Orders)} orders");
        var plain = contestants.Find(contestant => contestant.Name == CommandsOptions.PlainGrain);
        var akka = contestants.Find(contestant => contestant.Name == CommandsOptions.AkkaActor);
        var table = new ResultTable("contender", "callers", "commands/s", "p50 ms", "p99 ms", "of plain", "of akka", "best of plain", "best of akka", "failed");
        foreach (var callers in options.Levels)
        {
            foreach (var contestant in contestants)
            {
                if (contestant.At(work, callers) is not { } result) continue;
                var isBest = result.PerSecond >= contestant.BestOf(work);
                table.Add(
                    contestant.Name,
                    Show.Count(callers),
                    Show.Count(result.PerSecond),
                    Show.Milliseconds(result.P50),
                    Show.Milliseconds(result.P99),
                    Show.Ratio(result.PerSecond, plain?.At(work, callers)?.PerSecond ?? 0),
                    Show.Ratio(result.PerSecond, akka?.At(work, callers)?.PerSecond ?? 0),
                    isBest ? Show.Ratio(result.PerSecond, plain?.BestOf(work) ?? 0) : "",
                    isBest ? Show.Ratio(result.PerSecond, akka?.BestOf(work) ?? 0) : "",
                    Show.Count(result.Failures));
            }
        }

        table.Print(output);
    }

    private async Task<int> CountAsync(List<Contestant> contestants, CancellationToken cancellationToken)
    {
        var table = new ResultTable("contender", "answered", "in the database", "in Kafka", "failed");
        var mistakes = new List<string>();
        foreach (var contestant in contestants)
        {
            var durable = await contestant.Contender.CountDurableAsync(cancellationToken);
            var published = await contestant.Contender.CountPublishedAsync(cancellationToken);
            table.Add(contestant.Name, Show.Count(contestant.Answers), Show.Count(durable), published is { } sent ? Show.Count(sent) : "", Show.Count(contestant.Failures));
            if (durable != contestant.Answers) mistakes.Add($"{contestant.Name} answered {contestant.Answers} commands, the database holds {durable}");
            if (published is not null && published != contestant.Answers)
                mistakes.Add($"{contestant.Name} answered {contestant.Answers} commands, Kafka took {published} events");
            if (contestant.Failures > 0) mistakes.Add($"{contestant.Name} failed {contestant.Failures} commands, the first with {contestant.FirstFailure}");
        }

        table.Print(output);
        return mistakes.Count == 0 ? 0 : throw new BenchmarkFailedException(string.Join("; ", mistakes) + ".");
    }
}
