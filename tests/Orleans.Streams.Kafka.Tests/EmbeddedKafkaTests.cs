using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Orleans.Streams.Kafka.Tests;

public sealed class EmbeddedKafkaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ordinary_clients_reach_it()
    {
        var options = new EmbeddedKafkaOptions();
        options.Topics["orders"] = 3;
        using var kafka = EmbeddedKafka.Start(options, NullLogger.Instance);

        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, EnableIdempotence = true }).Build();
        var report = await producer.ProduceAsync(new TopicPartition("orders", 2), new Message<string, string> { Key = "k", Value = "v" }, Cancellation);
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "g" }).Build();
        consumer.Assign(new TopicPartitionOffset("orders", 2, Offset.Beginning));
        var record = consumer.Consume(TimeSpan.FromSeconds(10));

        Assert.Equal(0, report.Offset.Value);
        Assert.Equal("v", record.Message.Value);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        using var kafka = EmbeddedKafka.Start(new EmbeddedKafkaOptions(), NullLogger.Instance);
        kafka.CreateTopic("t", 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddedKafka.Start(new EmbeddedKafkaOptions { BrokerCount = 99 }, NullLogger.Instance));
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.CreateTopic("u", 0));
        Assert.Throws<InvalidOperationException>(() => kafka.CreateTopic("t", 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.SetDown(2));
        kafka.Dispose();
        kafka.Dispose();
        Assert.Throws<ObjectDisposedException>(() => kafka.CreateTopic("v", 1));
    }

    [Fact]
    public async Task A_topic_with_another_number_of_partitions_ends_the_start()
    {
        using var broker = new EmbeddedBroker();
        broker.CreateTopic("three", 3);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Road.StartAsync(options =>
        {
            broker.NewTopic(partitions: 5)(options);
            options.Topic = "three";
        }));

        Assert.Contains("Topic three has 3 partitions; KafkaStreamOptions.PartitionCount is 5", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_goes_down_and_comes_back_loses_nothing()
    {
        using var broker = new EmbeddedBroker();
        await using var road = await Road.StartAsync(broker.NewTopic());
        var keys = Road.NewKeys(5);
        await road.PublishAsync("batch", keys, 1, 10);
        await Road.ExactlyAsync(keys, 10);

        broker.Kafka.SetDown(1);
        var waiting = road.PublishAsync("batch", keys, 11, 20);
        await Eventually.UntilAsync("the provider says so", () =>
            road.Silo.GetRequiredKeyedService<IKafkaStreamMonitor>(Road.Provider).Problem is not null);
        broker.Kafka.SetUp(1);
        await waiting;

        await Road.ExactlyAsync(keys, 20);
    }

    [Fact]
    public async Task Publishing_more_than_may_wait_is_refused_as_retryable()
    {
        using var broker = new EmbeddedBroker();
        await using var road = await Road.StartAsync(broker.NewTopic(more: options => options.PublishRecordsMax = 10));
        var stream = StreamId.Create("batch", Road.NewKeys(1)[0]);
        broker.Kafka.SetDown(1);

        var waiting = Enumerable.Range(1, 10).Select(number => road.Publisher.PublishAsync(stream, new Numbered(number))).ToList();
        var refusal = await Assert.ThrowsAsync<KafkaPublishException>(() => road.Publisher.PublishAsync(stream, new Numbered(11)));
        broker.Kafka.SetUp(1);
        await Task.WhenAll(waiting);

        Assert.True(refusal.IsTransient);
        Assert.Contains("PublishRecordsMax 10", refusal.Message, StringComparison.Ordinal);
    }
}
