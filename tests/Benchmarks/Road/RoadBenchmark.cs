using CommandProcessor.Benchmarks.Report;
using Orleans.Streams;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>
/// Events a second from producers through a stream provider to grains, in one silo. One event a stream comes before, so that
/// every grain is awake and subscribed; then producers and grains run at once until the last event has arrived.
/// </summary>
internal sealed class RoadBenchmark(RoadOptions options, TextWriter output)
{
    private const int BodyBytes = 300;
    private const int Producers = 512;

    /// <summary>Events on the way at most: what the memory streams' queues hold together without refusing.</summary>
    private const int UnderWayMax = 20_000;

    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromMinutes(3);

    private readonly byte[] _body = new byte[BodyBytes];

    public static async Task<int> RunAsync(RoadOptions options, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(Machine.Describe());
        await Console.Out.WriteLineAsync();
        return await new RoadBenchmark(options, Console.Out).RunAsync(cancellationToken);
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var table = new ResultTable("road", "grains", "queues", "events", "seconds", "events/s", "of memory", "not next");
        var mistakes = new List<string>();
        foreach (var grains in options.Grains)
        {
            var results = new List<RoadResult>();
            foreach (var name in options.Roads) results.Add(await MeasureAsync(name, grains, cancellationToken));

            var memory = results.Find(result => result.Road == RoadOptions.MemoryRoad)?.PerSecond ?? 0;
            foreach (var result in results)
            {
                table.Add(result.Road, Show.Count(grains), Show.Count(options.Queues), Show.Count(result.Events),
                    result.Elapsed.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
                    Show.Count(result.PerSecond), Show.Ratio(result.PerSecond, memory), Show.Count(result.Wrong));
                if (result.Arrived != result.Sent) mistakes.Add($"{result.Road} with {grains} grains: {result.Sent} events sent, {result.Arrived} arrived");
                if (result.Wrong > 0) mistakes.Add($"{result.Road} with {grains} grains: {result.Wrong} events were not the next of their stream");
            }
        }

        table.Print(output);
        return mistakes.Count == 0 ? 0 : throw new BenchmarkFailedException(string.Join("; ", mistakes) + ".");
    }

    private async Task<RoadResult> MeasureAsync(string name, int grains, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var road = await StartAsync(name, cancellationToken);
        var streams = Enumerable.Range(0, grains).Select(number => road.Provider.GetStream<RoadEvent>(StreamId.Create(RoadGrain.Namespace, $"s{number}"))).ToArray();
        await SendAsync(road, streams, 0, grains, cancellationToken);

        var begun = time.GetTimestamp();
        var sent = grains + options.Events;
        await SendAsync(road, streams, grains, sent, cancellationToken);
        var elapsed = time.GetElapsedTime(begun);
        return new(name, options.Events, elapsed, sent, road.Tally.Arrived, road.Tally.Wrong);
    }

    private Task<IRoad> StartAsync(string name, CancellationToken cancellationToken) => name switch
    {
        RoadOptions.KafkaRoad => KafkaRoad.StartAsync(options.Kafka, options.Queues, cancellationToken),
        RoadOptions.MemoryRoad => MemoryRoad.StartAsync(options.Queues, cancellationToken),
        _ => throw new ArgumentException($"There is no road {name}."),
    };

    /// <summary>Sends the events of these numbers, one stream after another in turn, and returns when all have arrived.</summary>
    private async Task SendAsync(IRoad road, IAsyncStream<RoadEvent>[] streams, int from, int to, CancellationToken cancellationToken)
    {
        var arrived = road.Tally.AwaitAsync(to);
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() => ProduceAsync(producer), cancellationToken)));
        await arrived.WaitAsync(ArrivalTimeout, cancellationToken);

        // A producer has streams of its own, and waits for each acknowledgement: so the order of a stream is kept.
        async Task ProduceAsync(int producer)
        {
            for (var number = from; number < to; number++)
            {
                var stream = number % streams.Length;
                if (stream % Producers != producer) continue;
                while (number - road.Tally.Arrived > UnderWayMax) await Task.Delay(1, cancellationToken);
                await streams[stream].OnNextAsync(new(1 + (number / streams.Length), _body));
            }
        }
    }
}
