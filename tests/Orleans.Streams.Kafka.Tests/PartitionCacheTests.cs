using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Orleans.Streams.Kafka.Tests;

[CollectionDefinition("Memory is measured", DisableParallelization = true)]
[Collection("Memory is measured")]
public sealed class PartitionCacheTests : IDisposable
{
    private const int RecordCount = 200_000;

    /// <summary>A record that is kept takes about a hundred bytes without its event.</summary>
    private const int BytesMax = 20 * RecordCount;

    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_stream_that_rests_keeps_nothing_of_what_others_were_delivered_since()
    {
        var cache = NewCache(new(), TimeProvider.System);
        var (resting, busy) = (StreamId.Create("orders", "ada"), StreamId.Create("orders", "bob"));
        var cursors = new[] { cache.GetCacheCursor(resting, token: null), cache.GetCacheCursor(busy, token: null) };
        Append(cache, resting, 1);
        Append(cache, busy, 2); // From now on there is always one more, as under load.
        Take(cursors[0]);
        Assert.Equal(QueueCacheCursorMoveResultKind.NoData, cursors[0].MoveNextWithResult().Kind); // Asking for the next says that it was delivered.
        Take(cursors[1]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 3; number <= RecordCount; number++)
        {
            Append(cache, busy, number);
            Take(cursors[1]);
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(1, cache.Undelivered);
        Assert.True(kept < BytesMax, $"{kept} bytes are kept of {RecordCount} records that have been delivered.");
        GC.KeepAlive(cursors);
    }

    [Fact]
    public void Who_waits_for_a_turn_is_delivered_all_that_came_meanwhile_and_is_not_offered_before()
    {
        var time = new FakeTimeProvider();
        var options = new KafkaStreamOptions { DeliveriesMax = 1, BackoffMaxMs = 5_000, DeliveryPatienceMs = 60_000 };
        var cache = NewCache(options, time);
        var (ada, bob) = (StreamId.Create("orders", "ada"), StreamId.Create("orders", "bob"));
        var (first, second) = (cache.GetCacheCursor(ada, token: null), cache.GetCacheCursor(bob, token: null));
        Append(cache, bob, 1);
        Append(cache, ada, 2);
        Take(second);
        var delivery = cache.DeliveryBegins();
        Assert.Equal(QueueCacheCursorMoveResultKind.NoData, first.MoveNextWithResult().Kind);

        cache.Append(ada, 3, 3, item: "an event", requestContext: null, bytes: 100, new(4, 3));
        time.Advance(TimeSpan.FromSeconds(6)); // Long enough for a stream to be looked after that stands still for no reason.
        cache.Sweep();
        Assert.Empty(cache.TakeOffers());
        cache.DeliveryEnds(delivery);
        Assert.Equal(ada, Assert.Single(cache.TakeOffers()).StreamId);
        Take(first);

        Assert.Equal([2L, 3L], TokensOf(first));
    }

    [Fact]
    public void A_delivery_that_lasts_too_long_takes_no_turn_of_others()
    {
        var time = new FakeTimeProvider();
        var cache = NewCache(new() { DeliveriesMax = 1, DeliveryPatienceMs = 1_000 }, time);
        var (ada, bob) = (StreamId.Create("orders", "ada"), StreamId.Create("orders", "bob"));
        var (first, second) = (cache.GetCacheCursor(ada, token: null), cache.GetCacheCursor(bob, token: null));
        Append(cache, bob, 1);
        Append(cache, ada, 2);
        Take(second);
        cache.DeliveryBegins();
        Assert.Equal(QueueCacheCursorMoveResultKind.NoData, first.MoveNextWithResult().Kind);
        Assert.Empty(cache.TakeOffers());

        time.Advance(TimeSpan.FromMilliseconds(1_001));

        Assert.Equal(ada, Assert.Single(cache.TakeOffers()).StreamId);
        Take(first);
    }

    [Fact]
    public void A_record_that_a_consumer_has_seen_is_skipped_whoever_has_the_turns()
    {
        var cache = NewCache(new() { DeliveriesMax = 1 }, new FakeTimeProvider());
        var (ada, bob) = (StreamId.Create("orders", "ada"), StreamId.Create("orders", "bob"));
        Append(cache, bob, 1);
        Append(cache, ada, 2);
        Append(cache, ada, 3);
        Take(cache.GetCacheCursor(bob, new KafkaStreamToken(1)));
        var delivery = cache.DeliveryBegins();

        var cursor = cache.GetCacheCursor(ada, new KafkaStreamToken(2));
        Take(cursor); // As the agent does when the consumer says that it has this one.
        Assert.Equal(QueueCacheCursorMoveResultKind.NoData, cursor.MoveNextWithResult().Kind);
        cache.DeliveryEnds(delivery);
        cache.TakeOffers();
        Take(cursor);

        Assert.Equal([3L], TokensOf(cursor));
    }

    private PartitionCache NewCache(KafkaStreamOptions options, TimeProvider time) => new(
        0, options, new NoPast(), new("road", _metrics.GetRequiredService<IMeterFactory>(), NullLogger.Instance, () => []), time);

    private static void Append(PartitionCache cache, StreamId stream, long number)
    {
        cache.Append(stream, number, number, item: "an event", requestContext: null, bytes: 100, new(number + 1, number));
        cache.TakeOffers();
    }

    private static void Take(IQueueCacheCursor cursor) => Assert.Equal(QueueCacheCursorMoveResultKind.Success, cursor.MoveNextWithResult().Kind);

    private static IEnumerable<long> TokensOf(IQueueCacheCursor cursor) =>
        Assert.IsType<KafkaBatch>(cursor.GetCurrent(out _)).GetEvents<string>().Select(item => item.Item2.SequenceNumber);

    private sealed class NoPast : IPastSource
    {
        public Task<PastChunk> ReadAsync(int partition, StreamId streamId, long fromToken, long toToken, long fromOffset, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Everything is in the cache.");
    }
}
