using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Orleans.Streams.Kafka.Tests;

[CollectionDefinition("Memory is measured", DisableParallelization = true)]
[Collection("Memory is measured")]
public sealed class PartitionCacheTests
{
    private const int RecordCount = 200_000;

    /// <summary>A record that is kept takes about a hundred bytes without its event.</summary>
    private const int BytesMax = 20 * RecordCount;

    [Fact]
    public void A_stream_that_rests_keeps_nothing_of_what_others_were_delivered_since()
    {
        using var metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var options = new KafkaStreamOptions();
        var instruments = new KafkaStreamInstruments("road", metrics.GetRequiredService<IMeterFactory>(), NullLogger.Instance, () => []);
        var cache = new PartitionCache(0, options, new NoPast(), instruments, TimeProvider.System);
        var (resting, busy) = (StreamId.Create("orders", "ada"), StreamId.Create("orders", "bob"));
        var cursors = new[] { cache.GetCacheCursor(resting, token: null), cache.GetCacheCursor(busy, token: null) };
        Append(resting, 1);
        Append(busy, 2); // From now on there is always one more, as under load.
        Take(cursors[0]);
        Assert.Equal(QueueCacheCursorMoveResultKind.NoData, cursors[0].MoveNextWithResult().Kind); // Asking for the next says that it was delivered.
        Take(cursors[1]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 3; number <= RecordCount; number++)
        {
            Append(busy, number);
            Take(cursors[1]);
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(1, cache.Undelivered);
        Assert.True(kept < BytesMax, $"{kept} bytes are kept of {RecordCount} records that have been delivered.");
        GC.KeepAlive(cursors);

        void Append(StreamId stream, long number)
        {
            cache.Append(stream, number, number, item: "an event", requestContext: null, bytes: 100, new(number + 1, number));
            cache.TakeOffers();
        }

        static void Take(IQueueCacheCursor cursor) => Assert.Equal(QueueCacheCursorMoveResultKind.Success, cursor.MoveNextWithResult().Kind);
    }

    private sealed class NoPast : IPastSource
    {
        public Task<PastChunk> ReadAsync(int partition, StreamId streamId, long fromToken, long toToken, long fromOffset, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Everything is in the cache.");
    }
}
