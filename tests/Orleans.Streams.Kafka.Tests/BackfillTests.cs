using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
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

        // The last repeat may still be on its way when everything has been delivered.
        await Eventually.UntilAsync("the repeats were dropped", () => road.Partitions.Sum(partition => partition.DuplicatesDropped) >= 30);
        Assert.Equal(0, road.Partitions.Sum(partition => partition.Lost));
    }

    [Fact]
    public async Task Records_for_others_are_read_and_brought_to_nobody()
    {
        var configure = broker.NewTopic(partitions: 2);
        var (ours, others) = (_keys[..2], _keys[2..]);
        _journal.Others = others.ToHashSet();
        await using (var road = await StartAsync(configure))
        {
            for (var number = 1; number <= 100; number++)
            {
                foreach (var (stream, item) in Append(number))
                {
                    if (number % 7 == 3) continue; // Of others, too, some must be found in the source.
                    await road.Publisher.PublishAsync(stream, item);
                    if (number % 10 == 0) await road.Publisher.PublishAsync(stream, item);
                }
            }

            // The last record of each partition is for others: it counts as read all the same.
            await Road.ExactlyAsync(ours, 100);
            await Eventually.UntilAsync("everything is behind", () => road.Partitions.All(partition => partition.Undelivered == 0 && partition.Lost == 0)
                && Enumerable.Range(0, 2).All(partition => CheckpointOf(configure, partition).Position.Sequence == 200));
        }

        await using var again = await StartAsync(configure);
        await PublishAsync(again, 101, 110);

        await Road.ExactlyAsync(ours, 110);
        Assert.All(others, key => Assert.Equal(0, Recorder.CountOf(key)));
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
        var key = KeyOf(configure, partition: 0);

        var claimed = await _checkpoints.ClaimAsync(key, "S127.0.0.1:1:1", _checkpoints[key].Epoch, TestContext.Current.CancellationToken);
        await PublishAsync(road, 11, 20);

        await Eventually.UntilAsync("the partition is claimed again", () => _checkpoints[key].Epoch > claimed!.Epoch);
        await Road.AtLeastOnceAsync(_keys, 20);
    }

    [Fact]
    public async Task A_subscriber_that_loses_its_agent_while_it_reads_the_past_goes_on_there()
    {
        await using var road = await StartAsync(
            broker.NewTopic(partitions: 2, options => options.CatchUpRecordsMax = 10),
            parts => parts.UsePubSub(StreamPubSubType.ExplicitGrainBasedAndImplicit),
            silo => silo.Services.Configure<StreamPullingAgentOptions>(Road.Provider, agent => agent.StreamInactivityPeriod = TimeSpan.FromMilliseconds(500)));
        await PublishAsync(road, 1, 100);
        await Road.ExactlyAsync(_keys, 100);
        var (got, away, reads) = (new List<int>(), new TaskCompletionSource(), 0);
        _journal.BeforeRead = () => Interlocked.Increment(ref reads) <= 2 ? Task.CompletedTask : away.Task;

        await road.Stream("batch", _keys[0], ofClient: true).SubscribeAsync(Take, new KafkaStreamToken(1));
        await Eventually.UntilAsync("the agent has let the quiet stream go, whose past waits for the source", () => _journal.GivenUp > 0);
        Assert.NotEmpty(got);
        away.SetResult();
        await PublishAsync(road, 101, 101);

        await Eventually.UntilAsync("the subscriber has all", () => got.Contains(101));
        Assert.Equal(Enumerable.Range(1, 101), got);

        Task Take(Numbered item, StreamSequenceToken? token)
        {
            lock (got) got.Add(item.Number);
            return Task.CompletedTask;
        }
    }

    private Checkpoint CheckpointOf(Action<KafkaStreamOptions> configure, int partition) => _checkpoints[KeyOf(configure, partition)];

    private static CheckpointKey KeyOf(Action<KafkaStreamOptions> configure, int partition)
    {
        var options = new KafkaStreamOptions();
        configure(options);
        return new(options.ConsumerGroup, options.Topic, partition);
    }

    private Task<Road> StartAsync(
        Action<KafkaStreamOptions> configure, Action<KafkaStreamConfigurator>? more = null, Action<ISiloBuilder>? silo = null) =>
        Road.StartAsync(configure, silo: silo, parts: parts =>
        {
            parts.UseDataAdapter(services => new SequencedAdapter(services.GetRequiredService<Serializer>(), () => _journal.Others))
                .UseBackfillSource(_ => _journal)
                .UseCheckpointStore(_ => _checkpoints);
            more?.Invoke(parts);
        });

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
