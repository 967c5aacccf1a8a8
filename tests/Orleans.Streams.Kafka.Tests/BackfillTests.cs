using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>A sequenced adapter over a source of truth: whatever Kafka loses, doubles or never gets is repaired.</summary>
public sealed class BackfillTests(EmbeddedBroker broker) : IClassFixture<EmbeddedBroker>
{
    private readonly FakeJournal _journal = new(partitions: 2);
    private readonly MemoryCheckpoints _checkpoints = new();
    private readonly string[] _keys = Road.NewKeys(4);

    [Fact]
    public async Task Holes_are_filled_and_repeats_dropped_in_order()
    {
        await using var road = await StartAsync(broker.NewTopic(partitions: 2));
        for (var number = 1; number <= 100; number++)
        {
            foreach (var (stream, item) in Append(number))
            {
                if (number % 7 == 3) continue;
                await road.Publisher.PublishAsync(stream, item);
                if (number % 10 == 0) await road.Publisher.PublishAsync(stream, item);
            }
        }

        await Road.ExactlyAsync(_keys, 100);
        Assert.True(road.Partitions.Sum(partition => partition.Backfilled) >= 50);
        Assert.True(road.Partitions.Sum(partition => partition.DuplicatesDropped) >= 30);
        Assert.Equal(0, road.Partitions.Sum(partition => partition.Lost));
    }

    [Fact]
    public async Task A_topic_that_never_got_anything_is_repaired_while_idle()
    {
        for (var number = 1; number <= 50; number++) _ = Append(number).ToList();

        await using var road = await StartAsync(broker.NewTopic(partitions: 2, options => options.BackfillRecordsMax = 7));

        await Road.ExactlyAsync(_keys, 50);
        _ = Append(51).ToList();
        await Road.ExactlyAsync(_keys, 51);
    }

    [Fact]
    public async Task A_broker_that_forgot_everything_is_repaired_after_a_restart()
    {
        using (var first = new EmbeddedBroker())
        {
            await using var road = await StartAsync(first.NewTopic(partitions: 2, name: "same"));
            await PublishAsync(road, 1, 40);
            await Road.ExactlyAsync(_keys, 40);
        }

        _ = Append(41).ToList();
        using var second = new EmbeddedBroker();
        await using var again = await StartAsync(second.NewTopic(partitions: 2, name: "same"));
        await PublishAsync(again, 42, 60);

        await Road.ExactlyAsync(_keys, 60);
    }

    [Fact]
    public async Task A_source_that_fails_is_asked_again_and_nothing_overtakes_the_hole()
    {
        var failures = 5;
        _journal.BeforeRead = () => Interlocked.Decrement(ref failures) >= 0 ? throw new TimeoutException("database away") : Task.CompletedTask;
        await using var road = await StartAsync(broker.NewTopic(partitions: 2));
        _ = Append(1).ToList();
        await PublishAsync(road, 2, 20);

        await Road.ExactlyAsync(_keys, 20);
        Assert.True(_journal.Reads > 5);
    }

    [Fact]
    public async Task A_fenced_owner_stops_and_comes_back()
    {
        var configure = broker.NewTopic(partitions: 2);
        await using var road = await StartAsync(configure);
        await PublishAsync(road, 1, 10);
        await Road.ExactlyAsync(_keys, 10);
        var options = new KafkaStreamOptions();
        configure(options);
        var key = new CheckpointKey(options.ConsumerGroup, options.Topic, 0);

        var claimed = await _checkpoints.ClaimAsync(key, "S127.0.0.1:1:1", TestContext.Current.CancellationToken);
        await PublishAsync(road, 11, 20);

        await Eventually.UntilAsync("the partition is claimed again", () => _checkpoints[key].Epoch > claimed.Epoch);
        await Road.AtLeastOnceAsync(_keys, 20);
    }

    private Task<Road> StartAsync(Action<KafkaStreamOptions> configure) => Road.StartAsync(configure, parts: parts => parts
        .UseDataAdapter(services => new SequencedAdapter(services.GetRequiredService<Serializer>()))
        .UseBackfillSource(_ => _journal)
        .UseCheckpointStore(_ => _checkpoints));

    /// <summary>One event to each stream; two streams a partition.</summary>
    private IEnumerable<(StreamId Stream, Sequenced Item)> Append(int number)
    {
        for (var i = 0; i < _keys.Length; i++) yield return (StreamId.Create("batch", _keys[i]), _journal.Append(i % 2, _keys[i], number));
    }

    private async Task PublishAsync(Road road, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            await road.Publisher.PublishAsync([.. Append(number).Select(row => new StreamItem(row.Stream, row.Item))]);
        }
    }
}
