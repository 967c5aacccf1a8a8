using System.Collections.Concurrent;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.Ours;

/// <summary>The write side of the product: aggregates, partitions, journal and snapshots, with or without publishing to Kafka.</summary>
internal sealed class OursContender : IContender
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<int, IOrderGrain> _grains = new(); // Making a reference costs more than using it.
    private readonly BenchmarkSilo _silo;
    private readonly string _connectionString;
    private readonly BenchmarkTopic? _topic;

    private OursContender(BenchmarkSilo silo, string connectionString, BenchmarkTopic? topic)
    {
        _silo = silo;
        _connectionString = connectionString;
        _topic = topic;
    }

    /// <param name="kafka">Where events are published meanwhile; null for nowhere.</param>
    public static async Task<IContender> StartAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, int partitions, CancellationToken cancellationToken)
    {
        var connectionString = await postgres.CreateDatabaseAsync(kafka is null ? "ours" : "ours_kafka", cancellationToken);
        var topic = kafka is null ? null : await kafka.CreateTopicAsync("commands", partitions, cancellationToken);
        var parts = new ProductParts { ConnectionString = connectionString, Partitions = partitions, Topic = topic };
        return new OursContender(await ProductSilo.StartAsync(parts, cancellationToken), connectionString, topic);
    }

    public Task PlaceAsync(int order, CancellationToken cancellationToken) =>
        OrderCalls.SendAsync(GrainOf(order), OrderContent.Place(), cancellationToken);

    public Task AmendAsync(int order, long turn, CancellationToken cancellationToken) =>
        OrderCalls.SendAsync(GrainOf(order), OrderContent.Amend(turn), cancellationToken);

    /// <summary>Waits until the road has everything.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_topic is null) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(PublishTimeout);
        while (await BenchmarkPostgres.CountAsync(_connectionString, "SELECT sum(head - published) FROM journal_partition", deadline.Token) > 0)
            await Task.Delay(AskAgain, deadline.Token);
    }

    public Task<long> CountDurableAsync(CancellationToken cancellationToken) =>
        BenchmarkPostgres.CountAsync(_connectionString, "SELECT count(*) FROM journal_event", cancellationToken);

    public Task<long?> CountPublishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_topic is null ? null : (long?)BenchmarkKafka.Count(_topic));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private IOrderGrain GrainOf(int order) =>
        _grains.GetOrAdd(order, static (order, silo) => silo.Grains.GetGrain<IOrderGrain>(OrderContent.IdOf(order).GrainKey), _silo);
}
