using System.Globalization;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Client;
using Npgsql;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>
/// The program is killed under load and started again at once, again and again, while the load goes on: how soon it answers, how soon the
/// read models are no more behind than before, and whether anything that was answered is gone or wrong.
/// </summary>
internal sealed class RestartBenchmark(RestartOptions options, TextWriter output)
{
    private static readonly TimeSpan AnswerTarget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CaughtUpTarget = TimeSpan.FromSeconds(15);

    /// <summary>How long after a kill something is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly AnswerLog _answers = new(options.Customers);

    public static async Task<int> RunAsync(RestartOptions options, CancellationToken cancellationToken)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await using var kafka = new BenchmarkKafka(options.Kafka);
        var isInSilo = options.Kafka == BenchmarkKafka.Embedded;
        await output.WriteLineAsync($"{postgres.Description}; {(isInSilo ? "embedded broker (in the silo, killed with it)" : kafka.Description)}");
        var connectionString = await postgres.CreateDatabaseAsync("restart", cancellationToken);
        var topic = isInSilo ? null : await kafka.CreateTopicAsync("restart", options.Partitions, cancellationToken);
        await using var silo = new MortalSilo(connectionString, topic, options.Partitions);
        await new RestartBenchmark(options, output).RunAsync(silo, connectionString, cancellationToken);
        return 0;
    }

    private async Task RunAsync(MortalSilo silo, string connectionString, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await silo.WaitUntilRunningAsync(cancellationToken);
        var results = new List<RestartResult>();
        RestartLoad load;
        await using (var connection = await silo.ConnectAsync(options.Customers, cancellationToken))
        {
            load = new(connection.Client, options, _answers, _time);
            results = await KillUnderLoadAsync(silo, load, new(database, options.Customers), cancellationToken);
        }

        await silo.StopAsync(cancellationToken);
        var counts = await JournalCount.CompareAsync(database, _answers, cancellationToken);
        var (exitCode, printed) = await silo.VerifyAsync(cancellationToken);
        Show(results, counts);
        await output.WriteLineAsync(printed);
        Judge(load, counts, exitCode);
    }

    private async Task<List<RestartResult>> KillUnderLoadAsync(MortalSilo silo, RestartLoad load, StoredReadModels stored, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lag = new LagWatch(stored, _answers, _time);
        await load.PlaceAsync(cancellationToken);
        Task[] running = [load.AmendAsync(stop.Token, cancellationToken), load.AskAsync(stop.Token, cancellationToken), lag.RunAsync(stop.Token)];
        var results = new List<RestartResult>();
        for (var kill = 1; kill <= options.Kills; kill++)
        {
            results.Add(await KillAsync(silo, load, stored, lag, cancellationToken));
            await output.WriteLineAsync($"Kill {kill}: {results[^1]}");
        }

        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(Patience, _time, cancellationToken);
        return results;
    }

    private async Task<RestartResult> KillAsync(
        MortalSilo silo, RestartLoad load, StoredReadModels stored, LagWatch lag, CancellationToken cancellationToken)
    {
        // The first half lets the silo grow warm; the second is measured.
        var half = TimeSpan.FromSeconds(options.Seconds / 2.0);
        await Task.Delay(half, _time, cancellationToken);
        lag.TakeLongest();
        var (answered, measured) = (_answers.Count, _time.GetTimestamp());
        await Task.Delay(half, _time, cancellationToken);
        var perSecond = (_answers.Count - answered) / _time.GetElapsedTime(measured).TotalSeconds;
        var steadyLag = lag.TakeLongest();

        _answers.Killed();
        var heldBack = load.HeldBack;
        var outage = new Outage(_time);
        await silo.KillAsync(cancellationToken);
        outage.ProcessGone();
        load.Outage = outage;
        silo.StartAgain();

        var running = silo.WaitUntilRunningAsync(cancellationToken).ContinueWith(_ => outage.Elapsed, cancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        var backlog = lag.WhenStoredAsync(await stored.HeadsAsync(cancellationToken));
        var command = await WithinPatienceAsync(outage.FirstCommand);
        lag.Restart();
        return new()
        {
            AnsweredPerSecond = perSecond,
            SteadyLag = steadyLag,
            Command = command,
            Running = await WithinPatienceAsync(running),
            Query = await WithinPatienceAsync(outage.FirstQuery),
            Backlog = await WithinPatienceAsync(backlog) is { } at ? outage.At(at) : null,
            CaughtUp = await WaitUntilSettledAsync(),
            HeldBack = load.HeldBack - heldBack,
        };

        async Task<T?> WithinPatienceAsync<T>(Task<T> task) where T : struct
        {
            var left = Patience - outage.Elapsed;
            if (left <= TimeSpan.Zero) left = TimeSpan.FromMilliseconds(1);
            return await Task.WhenAny(task, Task.Delay(left, _time, cancellationToken)) == task ? await task : null;
        }

        async Task<TimeSpan?> WaitUntilSettledAsync()
        {
            while (outage.Elapsed < Patience)
            {
                if (lag.SettledSince() is { } since) return outage.At(since);
                await Task.Delay(AskAgain, _time, cancellationToken);
            }

            return null;
        }
    }

    private void Show(List<RestartResult> results, Dictionary<int, (long Missing, long Doubled)> counts)
    {
        var table = new ResultTable(
            $"killed at {Report.Show.Count(options.Rate)}/s", "answered/s", "lag before", "running", "command", "query", "backlog stored", "caught up", "held back", "missing", "twice");
        foreach (var (index, result) in results.Index()) Add($"kill {index + 1}", result, counts.GetValueOrDefault(index));
        var worst = new RestartResult
        {
            AnsweredPerSecond = results.Min(result => result.AnsweredPerSecond),
            SteadyLag = results.Max(result => result.SteadyLag),
            Running = Worst(result => result.Running),
            Command = Worst(result => result.Command),
            Query = Worst(result => result.Query),
            Backlog = Worst(result => result.Backlog),
            CaughtUp = Worst(result => result.CaughtUp),
            HeldBack = results.Max(result => result.HeldBack),
        };
        Add("worst", worst, (counts.Values.Sum(count => count.Missing), counts.Values.Sum(count => count.Doubled)));
        output.WriteLine();
        table.Print(output);
        output.WriteLine($"""
            Seconds since SIGKILL. running: the program says so. command, query: the first answer to one sent when the old process was gone; the
            query shows all that was answered before it. backlog stored: the rows of the read models are where the journal stood when the old process
            was gone. caught up: from then on, for {Seconds(LagWatch.Settled)} s under load, the rows showed all that had been answered {Seconds(LagWatch.Allowed)} s before.
            lag before: the longest before the kill. held back: commands due since the kill, while {Report.Show.Count(options.Outstanding)} had no answer; they were not sent.
            missing, twice: commands answered since the kill before (last row: all, to the end) that the journal does not hold, or holds more than once.
            """);
        output.WriteLine();
        var isMet = worst.Command <= AnswerTarget && worst.Query <= AnswerTarget && worst.CaughtUp <= CaughtUpTarget && worst.Backlog <= CaughtUpTarget;
        output.WriteLine($"Answers within {Seconds(AnswerTarget)} s and caught up within {Seconds(CaughtUpTarget)} s: {(isMet ? "met" : "MISSED")}.");

        TimeSpan? Worst(Func<RestartResult, TimeSpan?> of) => results.Any(result => of(result) is null) ? null : results.Max(of);

        void Add(string name, RestartResult result, (long Missing, long Doubled) count) => table.Add(
            name, Report.Show.Count(result.AnsweredPerSecond), Seconds(result.SteadyLag), Seconds(result.Running), Seconds(result.Command), Seconds(result.Query),
            Seconds(result.Backlog), Seconds(result.CaughtUp), Report.Show.Count(result.HeldBack), Report.Show.Count(count.Missing), Report.Show.Count(count.Doubled));
    }

    private void Judge(RestartLoad load, Dictionary<int, (long Missing, long Doubled)> counts, int verifyExitCode)
    {
        output.WriteLine($"{Report.Show.Count(_answers.Count)} commands were answered, {Report.Show.Count(load.Unanswered)} given up by the client.");
        var mistakes = new List<string>();
        if (counts.Values.Sum(count => count.Missing) is > 0 and var missing) mistakes.Add($"{missing} answered commands are not in the journal");
        if (counts.Values.Sum(count => count.Doubled) is > 0 and var doubled) mistakes.Add($"{doubled} answered commands are in the journal more than once");
        if (load.Mistake is { } mistake) mistakes.Add(mistake);
        if (verifyExitCode != 0) mistakes.Add($"verify exited with {verifyExitCode}");
        if (mistakes.Count > 0) throw new BenchmarkFailedException(string.Join("; ", mistakes) + ".");
    }

    private static string Seconds(TimeSpan? span) => span is { } known ? known.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "-";
}
