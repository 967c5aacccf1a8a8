using System.Globalization;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Benchmarks.Project;

/// <summary>
/// The read side: how fast events go from the journal through Kafka into saved read models, and how long after the answer to a
/// command a query shows what it did. Every customer's grain is awake before it is measured.
/// </summary>
internal sealed class ProjectBenchmark(ProjectOptions options, TextWriter output)
{
    private const int Callers = 256;
    private const int LatencyMicrosecondsMax = 60_000_000;

    /// <summary>Longer than the journal is being filled.</summary>
    private const int LookPeriodMs = 600_000;

    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait of a query for what its command did.</summary>
    private static readonly TimeSpan VisibleTimeout = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = TimeProvider.System;
    private GatedRoad? _gate;

    public static async Task<int> RunAsync(ProjectOptions options, CancellationToken cancellationToken)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await using var kafka = new BenchmarkKafka(options.Kafka);
        await output.WriteLineAsync($"{postgres.Description}; {kafka.Description}");
        await output.WriteLineAsync();
        await new ProjectBenchmark(options, output).RunAsync(postgres, kafka, cancellationToken);
        return 0;
    }

    private async Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka kafka, CancellationToken cancellationToken)
    {
        var parts = new ProductParts
        {
            ConnectionString = await postgres.CreateDatabaseAsync("project", cancellationToken),
            Partitions = options.Partitions,
            Topic = await kafka.CreateTopicAsync("project", options.Partitions, cancellationToken),
            HasProjections = true,
            HasViewsOverAll = options.HasViewsOverAll,
            Road = road => _gate ??= new(road),
            // While the road is closed the views over everybody would read from the journal what is to be measured.
            Configure = services => services.PostConfigure<ProjectionOptions>(views => views.FeedLookPeriodMs = LookPeriodMs),
        };
        await using var silo = await ProductSilo.StartAsync(parts, cancellationToken);
        await MeasureRateAsync(silo, cancellationToken);
        await MeasureLatencyAsync(silo, cancellationToken);
        await WaitForReadModelsAsync(silo, cancellationToken);
        await CompareAsync(parts.ConnectionString, cancellationToken);
    }

    private async Task MeasureRateAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        var placing = _time.GetTimestamp();
        await ForAllAsync(options.Customers, (order, token) => OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf((int)order), OrderContent.Place(), token), cancellationToken);
        await WaitForReadModelsAsync(silo, cancellationToken);
        var cold = _time.GetElapsedTime(placing);
        await WaitForViewsAsync(silo, cancellationToken);

        var gate = _gate ?? throw new InvalidOperationException("No partition has asked for the road.");
        gate.Close();
        await ForAllAsync(options.Events, (turn, token) =>
            OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf((int)(turn % options.Customers)), OrderContent.Amend(turn), token), cancellationToken);
        var begun = _time.GetTimestamp();
        gate.Open();
        await WaitForReadModelsAsync(silo, cancellationToken);
        var warm = _time.GetElapsedTime(begun);
        await WaitForViewsAsync(silo, cancellationToken);
        var all = _time.GetElapsedTime(begun);

        var table = new ResultTable("journal to saved read models", "customers", "events", "seconds", "events/s");
        Add("commands and projection at once, cold", options.Customers, cold);
        Add("projection alone, warm: views by key", options.Events, warm);
        if (options.HasViewsOverAll) Add("the same: all views", options.Events, all);
        table.Print(output);

        void Add(string what, long events, TimeSpan elapsed) => table.Add(
            what, Show.Count(options.Customers), Show.Count(events), elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
            Show.Count(events / elapsed.TotalSeconds));
    }

    /// <summary>Commands leave at their rate, whatever the answers take: a stall delays no later command out of the statistics.</summary>
    private async Task MeasureLatencyAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        var answered = new LongConcurrentHistogram(1, LatencyMicrosecondsMax, 3);
        var visible = new LongConcurrentHistogram(1, LatencyMicrosecondsMax, 3);
        var random = new Random(17_850);
        var total = (long)options.Rate * options.Seconds;
        var calls = new List<Task>((int)total);
        var begun = _time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), _time);
        while (calls.Count < total && await timer.WaitForNextTickAsync(cancellationToken))
        {
            var due = Math.Min(total, (long)(_time.GetElapsedTime(begun).TotalSeconds * options.Rate));
            while (calls.Count < due)
            {
                var (order, turn) = (random.Next(options.Customers), (long)options.Events + calls.Count);
                calls.Add(Task.Run(() => AmendAndQueryAsync(silo, order, turn, answered, visible, cancellationToken), cancellationToken));
            }
        }

        await Task.WhenAll(calls).WaitAsync(ArrivalTimeout, _time, cancellationToken);
        var table = new ResultTable($"at {Show.Count(options.Rate)} commands/s", "commands", "p50 ms", "p90 ms", "p99 ms", "max ms");
        Add("command to answer", answered);
        Add("answer to visible in a query", visible);
        table.Print(output);

        void Add(string what, LongConcurrentHistogram histogram) => table.Add(
            what, Show.Count(histogram.TotalCount), At(histogram, 50), At(histogram, 90), At(histogram, 99), At(histogram, 100));

        static string At(LongConcurrentHistogram histogram, double percent) =>
            Show.Milliseconds(TimeSpan.FromMicroseconds(histogram.GetValueAtPercentile(percent)));
    }

    private async Task AmendAndQueryAsync(
        BenchmarkSilo silo, int order, long turn, LongConcurrentHistogram answered, LongConcurrentHistogram visible, CancellationToken cancellationToken)
    {
        var id = OrderContent.IdOf(order);
        var begun = _time.GetTimestamp();
        var position = await OrderCalls.SendAsync(silo.Grains, id, OrderContent.Amend(turn), cancellationToken);
        var acknowledged = _time.GetTimestamp();
        var shown = await silo.Grains.GetGrain<ICustomerOrdersGrain>(id.Customer)
            .GetOrderAsync(id.Number, new AtLeast(position.Position), cancellationToken).WaitAsync(VisibleTimeout, _time, cancellationToken);
        Record(answered, _time.GetElapsedTime(begun, acknowledged));
        Record(visible, _time.GetElapsedTime(acknowledged));
        if (shown is null) throw new BenchmarkFailedException($"Order {id} is not shown to who has just amended it.");

        static void Record(LongConcurrentHistogram histogram, TimeSpan elapsed) =>
            histogram.RecordValue(Math.Clamp((long)elapsed.TotalMicroseconds, 1, LatencyMicrosecondsMax));
    }

    private static async Task ForAllAsync(long count, Func<long, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0L, count, parallel, async (number, token) => await send(number, token));
    }

    /// <summary>Returns when everything that the journal holds has been delivered, which for a projection means saved.</summary>
    private async Task WaitForReadModelsAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        var journal = silo.Services.GetRequiredService<IJournal>();
        var monitor = silo.Services.GetRequiredService<IKafkaStreamMonitor>();
        var states = await Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(partition => journal.GetStateAsync(partition, cancellationToken)));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ArrivalTimeout);
        while (!IsDelivered()) await Task.Delay(AskAgain, deadline.Token);

        bool IsDelivered()
        {
            var delivered = monitor.GetPartitions().GroupBy(status => status.Partition).ToDictionary(views => views.Key, views => views.Min(status => status.Delivered.Sequence));
            return states.All(state => state.Head == 0 || delivered.GetValueOrDefault(state.Partition) >= state.Head);
        }
    }

    /// <summary>Returns when each view over everybody has saved what the journal holds.</summary>
    private async Task WaitForViewsAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        if (!options.HasViewsOverAll) return;
        var journal = silo.Services.GetRequiredService<IJournal>();
        var store = silo.Services.GetRequiredService<IReadModelStore>();
        var versions = silo.Services.GetRequiredService<ProjectionVersions>();
        var states = await Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(partition => journal.GetStateAsync(partition, cancellationToken)));
        var places = silo.Services.GetServices<ProjectionDescription>().Where(view => view.IsOverAll)
            .SelectMany(view => states.Where(state => state.Head > 0).Select(state => (Address: view.AddressOf(versions.ActiveOf(view.Name), state.Partition), state.Head)))
            .ToList();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ArrivalTimeout);
        while (!await AreSavedAsync()) await Task.Delay(LookAgain, deadline.Token);

        async Task<bool> AreSavedAsync()
        {
            var rows = await store.LoadAsync([.. places.Select(place => place.Address)], deadline.Token);
            return places.Zip(rows, static (place, row) => row?.Position >= place.Head).All(static isSaved => isSaved);
        }
    }

    private static async Task CompareAsync(string connectionString, CancellationToken cancellationToken)
    {
        const string missing = """
            SELECT count(*)
            FROM (SELECT partition_key, max(position) AS position FROM journal_event GROUP BY partition_key) AS journal
            LEFT JOIN read_model_head AS head ON head.key = journal.partition_key
            WHERE head.position IS DISTINCT FROM journal.position OR head.parked_position IS NOT NULL
            """;
        var wrong = await BenchmarkPostgres.CountAsync(connectionString, missing, cancellationToken);
        if (wrong > 0) throw new BenchmarkFailedException($"{wrong} read models do not stand where the journal does.");
        await Console.Out.WriteLineAsync("Every read model stands where the journal does.");
    }
}
