using System.Globalization;
using CommandProcessor.Benchmarks.Big;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Benchmarks.Rebuild;

/// <summary>
/// How fast a view is rebuilt from a journal on PostgreSQL, alone and beside commands, and what that costs the commands. Views over everybody sleep:
/// they would fold the same journal at the same time.
/// </summary>
internal sealed class RebuildBenchmark(RebuildOptions options, TextWriter output)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider _time = TimeProvider.System;
    private long _turn;

    public static async Task<int> RunAsync(RebuildOptions options, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(postgres.Description);
        await Console.Out.WriteLineAsync();
        await new RebuildBenchmark(options, Console.Out).RunAsync(postgres, cancellationToken);
        return 0;
    }

    private async Task RunAsync(BenchmarkPostgres postgres, CancellationToken cancellationToken)
    {
        var table = new ResultTable("view", "events", "keys", "alone: folded in s", "events/s", "shown in s", "beside commands: events/s", "commands/s before and after", "beside it", "ratio");
        foreach (var view in options.Views) await MeasureAsync(view, await postgres.CreateDatabaseAsync(view.Replace('-', '_'), cancellationToken), table, cancellationToken);
        table.Print(output);
    }

    private async Task MeasureAsync(string view, string connectionString, ResultTable table, CancellationToken cancellationToken)
    {
        var parts = new ProductParts { ConnectionString = connectionString, Partitions = options.Partitions, HasProjections = true, HasViewsOverAll = false };
        await FillAsync(view, parts, cancellationToken);
        await using var silo = await ProductSilo.StartAsync(parts, cancellationToken);
        var rebuild = silo.Grains.GetGrain<IProjectionRebuildGrain>(view);

        await output.WriteLineAsync($"rebuilding {view}, alone");
        var alone = await RebuildAsync(rebuild, cancellationToken);
        var row = new List<string>
        {
            view, Show.Count(alone.Events), Show.Count(options.Keys), Seconds(alone.Folded), Show.Count(alone.PerSecond), Seconds(alone.Shown),
        };
        if (options.Seconds > 0)
        {
            row.AddRange(await MeasureBesideAsync(view, rebuild, silo, cancellationToken));
        }
        else
        {
            await CheckAsync(silo, view, cancellationToken);
            row.AddRange(["", "", "", ""]);
        }

        table.Add([.. row]);
    }

    private async Task<string[]> MeasureBesideAsync(string view, IProjectionRebuildGrain rebuild, BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        await PlaceAsync(silo, cancellationToken);
        var before = await SendAloneAsync(silo, cancellationToken);
        await output.WriteLineAsync($"rebuilding {view}, beside commands");
        var building = RebuildAsync(rebuild, cancellationToken);
        var busy = await SendAsync(silo, TimeSpan.FromSeconds(options.BesideSeconds), building, cancellationToken);
        var isOver = building.IsCompleted;
        var beside = await building;
        await CheckAsync(silo, view, cancellationToken); // Nobody brings the view what commands do after it.
        var after = await SendAloneAsync(silo, cancellationToken);
        return
        [
            isOver ? Show.Count(beside.PerSecond) : $"not in {options.BesideSeconds} s", $"{Show.Count(before)}, {Show.Count(after)}", Show.Count(busy),
            (busy / ((before + after) / 2)).ToString("0.00", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>Before a rebuild and after it: the machine, and a journal that has grown, change the rate too.</summary>
    private async Task<double> SendAloneAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("commands alone");
        return await SendAsync(silo, TimeSpan.FromSeconds(options.Seconds), Task.Delay(Timeout.Infinite, cancellationToken), cancellationToken);
    }

    private async Task FillAsync(string view, ProductParts parts, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"filling a journal with {Show.Count(options.Events)} events of {Show.Count(options.Keys)} keys");
        var services = new ServiceCollection().AddPostgresJournal(journal => (journal.PartitionCount, journal.ConnectionStrings) = (parts.Partitions, [parts.ConnectionString]));
        await using var provider = services.AddLogging().AddMetrics().BuildServiceProvider();
        var journal = provider.GetRequiredService<IJournal>();
        await journal.InitializeAsync(cancellationToken);
        IKeyEvents[] keys =
        [
            .. Enumerable.Range(0, options.Keys).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number:00000}"))
                .Select(name => view == RebuildOptions.TransactionHistory ? (IKeyEvents)new AccountEvents(name) : new OrderLife(name)),
        ];
        await KeyJournal.FillAsync(journal, keys, options.Events, cancellationToken);
    }

    private async Task<Rebuilt> RebuildAsync(IProjectionRebuildGrain rebuild, CancellationToken cancellationToken)
    {
        var (begun, folded) = (_time.GetTimestamp(), (TimeSpan?)null);
        await rebuild.StartAsync(cancellationToken);
        while (true)
        {
            var standing = await rebuild.StandAsync(0, cancellationToken);
            if (standing.State is RebuildState.Failed or RebuildState.Cancelled) throw new BenchmarkFailedException($"The rebuild ended: {standing.Fault}");
            if (standing.State is not RebuildState.Building) folded ??= _time.GetElapsedTime(begun);
            if (standing.State is RebuildState.Switching or RebuildState.Done) return new(standing.Head, folded ?? default, _time.GetElapsedTime(begun));
            await Task.Delay(Look, _time, cancellationToken);
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static Task PlaceAsync(BenchmarkSilo silo, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, 1_000, cancellationToken, async (order, token) => await OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf(order), OrderContent.Place(), token));

    /// <summary>Commands a second until the time is over or the other work has ended.</summary>
    private async Task<double> SendAsync(BenchmarkSilo silo, TimeSpan longest, Task other, CancellationToken cancellationToken)
    {
        var (begun, count) = (_time.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, options.Callers).Select(_ => Task.Run(CallAsync, cancellationToken)));
        return count / _time.GetElapsedTime(begun).TotalSeconds;

        async Task CallAsync()
        {
            while (!other.IsCompleted && _time.GetElapsedTime(begun) < longest)
            {
                var turn = Interlocked.Increment(ref _turn);
                await OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf((int)(turn % 1_000)), OrderContent.Amend(turn), cancellationToken);
                Interlocked.Increment(ref count);
            }
        }
    }

    private async Task CheckAsync(BenchmarkSilo silo, string view, CancellationToken cancellationToken)
    {
        var rebuild = silo.Grains.GetGrain<IProjectionRebuildGrain>(view);
        while ((await rebuild.StandAsync(0, cancellationToken)).State == RebuildState.Switching) await Task.Delay(Look, cancellationToken);
        await output.WriteLineAsync("comparing it with a fresh fold");
        var begun = _time.GetTimestamp();
        var report = await silo.Services.GetRequiredService<ProjectionVerifier>().VerifyAsync(view, null, cancellationToken);
        if (report.DifferenceCount > 0) throw new BenchmarkFailedException($"{report.DifferenceCount} differences: {report.Differences[0]}");
        var rate = options.Events / _time.GetElapsedTime(begun).TotalSeconds;
        await output.WriteLineAsync($"{Show.Count(report.Keys)} read models with {Show.Count(report.Items)} items equal a fresh fold ({Show.Count(rate)} events/s).");
    }

    /// <param name="Folded">Until it had caught up.</param>
    /// <param name="Shown">Until it was compared and switched to, too.</param>
    private sealed record Rebuilt(long Events, TimeSpan Folded, TimeSpan Shown)
    {
        public double PerSecond => Events / Folded.TotalSeconds;
    }
}
