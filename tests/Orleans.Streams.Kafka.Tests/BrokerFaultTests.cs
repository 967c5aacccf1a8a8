using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Apache Kafka breaks in every way; afterwards nothing is lost and the order holds.</summary>
[Collection("Brokers that break")]
[Trait("Category", "Kafka")]
public sealed class BrokerFaultTests
{
    private readonly string[] _keys = Road.NewKeys(10);

    public BrokerFaultTests() => ApacheKafka.SkipUnlessThere();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broker_killed_and_restarted()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await using var road = await Road.StartAsync(Options(kafka));
        var publishing = PublishUntilTakenAsync(road, 200);

        await Eventually.UntilAsync("some came", () => Recorder.CountOf(_keys[0]) > 20);
        await kafka.KillAsync(0);
        await Eventually.UntilAsync("the provider says that the brokers are away", () =>
            road.Silo.GetRequiredKeyedService<IKafkaStreamMonitor>(Road.Provider).Problem is not null);
        await kafka.StartAgainAsync(0);
        await publishing;

        await Road.AtLeastOnceAsync(_keys, 200);
    }

    [Fact]
    public async Task Broker_paused_for_20_seconds()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await using var road = await Road.StartAsync(Options(kafka));
        var publishing = PublishUntilTakenAsync(road, 200);

        await Eventually.UntilAsync("some came", () => Recorder.CountOf(_keys[0]) > 20);
        await kafka.PauseAsync(0);
        await Task.Delay(TimeSpan.FromSeconds(20), Cancellation);
        await kafka.ResumeAsync(0);
        await publishing;

        await Road.AtLeastOnceAsync(_keys, 200);
    }

    [Fact]
    public async Task One_of_three_brokers_lost()
    {
        await using var kafka = await ApacheKafka.StartAsync(brokers: 3);
        await using var road = await Road.StartAsync(Options(kafka, options =>
        {
            options.ReplicationFactor = 3;
            options.TopicSettings["min.insync.replicas"] = "2";
        }));
        var publishing = PublishUntilTakenAsync(road, 200);

        await Eventually.UntilAsync("some came", () => Recorder.CountOf(_keys[0]) > 20);
        await kafka.KillAsync(2);
        await publishing;

        await Road.AtLeastOnceAsync(_keys, 200);
    }

    [Fact]
    public async Task Kafka_away_at_the_start_comes_later()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        var configure = Options(kafka, options => options.StartTimeoutMs = 500);
        await kafka.KillAsync(0);
        await using var road = await Road.StartAsync(configure, waitForOwners: false);
        var monitor = road.Silo.GetRequiredKeyedService<IKafkaStreamMonitor>(Road.Provider);
        Assert.False(monitor.IsTopicReady);
        Assert.NotNull(monitor.Problem);

        await kafka.StartAgainAsync(0);
        await road.AllPartitionsOwnedAsync();
        await PublishUntilTakenAsync(road, 10);

        await Road.AtLeastOnceAsync(_keys, 10);
    }

    [Fact]
    public async Task Topic_deleted_and_created_again_goes_on_with_what_is_published_then()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        var configure = Options(kafka);
        await using var road = await Road.StartAsync(configure);
        await PublishUntilTakenAsync(road, 50);
        await Road.ExactlyAsync(_keys, 50);

        await DeleteTopicAsync(configure);
        await PublishUntilTakenAsync(road, 100, from: 51);

        await Road.AtLeastOnceAsync(_keys, 100);
    }

    [Fact]
    public async Task Topic_deleted_with_undelivered_records_is_repaired_from_the_source()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        var journal = new FakeJournal(partitions: 2);
        var checkpoints = new MemoryCheckpoints();
        var configure = Options(kafka, options => options.PartitionCount = 2);
        await using var road = await Road.StartAsync(configure, parts: parts => parts
            .UseDataAdapter(services => new SequencedAdapter(services.GetRequiredService<Serializer>()))
            .UseBackfillSource(_ => journal)
            .UseCheckpointStore(_ => checkpoints));
        await PublishSequencedAsync(road, journal, 1, 50);
        await Road.ExactlyAsync(_keys, 50);

        await DeleteTopicAsync(configure);
        for (var number = 51; number <= 60; number++)
        {
            for (var i = 0; i < _keys.Length; i++) journal.Append(i % 2, _keys[i], number);
        }

        await Road.ExactlyAsync(_keys, 60);
        await PublishSequencedAsync(road, journal, 61, 100);
        await Road.ExactlyAsync(_keys, 100);
        Assert.Equal(0, road.Partitions.Sum(partition => partition.Lost));
    }

    private static Action<KafkaStreamOptions> Options(ApacheKafka kafka, Action<KafkaStreamOptions>? more = null) => options =>
    {
        options.BootstrapServers = kafka.BootstrapServers;
        options.Topic = "road";
        options.PartitionCount = 4;
        options.ConsumerGroup = "road";
        options.CheckpointPeriodMs = 200;
        options.BackfillIdleMs = 500;
        more?.Invoke(options);
    };

    private static async Task DeleteTopicAsync(Action<KafkaStreamOptions> configure)
    {
        var options = new KafkaStreamOptions();
        configure(options);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build();
        await admin.DeleteTopicsAsync([options.Topic]);
    }

    /// <summary>As a producer does that wants its order kept: one round after the other, each until it is taken.</summary>
    private async Task PublishUntilTakenAsync(Road road, int to, int from = 1)
    {
        for (var number = from; number <= to; number++)
        {
            var round = _keys.Select(key => new StreamItem(StreamId.Create("batch", key), new Numbered(number))).ToList();
            await UntilTakenAsync(road, round);
            await Task.Delay(2, Cancellation);
        }
    }

    private async Task PublishSequencedAsync(Road road, FakeJournal journal, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            await UntilTakenAsync(road, [.. _keys.Select((key, i) => new StreamItem(StreamId.Create("batch", key), journal.Append(i % 2, key, number)))]);
        }
    }

    private static async Task UntilTakenAsync(Road road, List<StreamItem> round)
    {
        while (true)
        {
            try
            {
                await road.Publisher.PublishAsync(round);
                return;
            }
            catch (KafkaPublishException exception) when (exception.IsTransient)
            {
                await Task.Delay(50, Cancellation);
            }
        }
    }
}
