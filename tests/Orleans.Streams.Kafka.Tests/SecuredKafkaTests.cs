using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Apache Kafka that takes nothing but TLS with a name and a password.</summary>
[Collection("Brokers with TLS")]
[Trait("Category", "Kafka")]
public sealed class SecuredKafkaTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public SecuredKafkaTests() => ApacheKafka.SkipUnlessThere();

    [Fact]
    public async Task Every_client_of_the_provider_uses_TLS_and_SASL()
    {
        await using var kafka = await ApacheKafka.StartAsync(settings: Settings);
        var keys = Road.NewKeys(10);
        var consumer = Road.NewKeys(1)[0];
        await using var road = await Road.StartAsync(Options(kafka, "shop-secret"), parts: parts => parts.UsePubSub(StreamPubSubType.ExplicitGrainBasedAndImplicit));

        // Topic, producer, consumer, and the reader of the past.
        await road.PublishAsync("batch", keys, 1, 20);
        await road.PublishAsync("explicit", keys, 1, 20);
        await Road.ExactlyAsync(keys, 20);
        await road.AllIsDeliveredAsync(400);
        await road.Cluster.Client.GetGrain<IExplicitGrain>(consumer).SubscribeAsync(Road.Provider, keys[0], fromToken: 0);

        await Road.ExactlyAsync([consumer], 20);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_repeated()
    {
        await using var kafka = await ApacheKafka.StartAsync(settings: Settings);
        await using var road = await Road.StartAsync(Options(kafka, "wrong-secret"), waitForOwners: false);
        var monitor = road.Silo.GetRequiredKeyedService<IKafkaStreamMonitor>(Road.Provider);

        Assert.False(monitor.IsTopicReady);
        Assert.NotNull(monitor.Problem);
        Assert.DoesNotContain(road.Logs.Lines.Append(monitor.Problem), line => line.Contains("wrong-secret", StringComparison.Ordinal));
    }

    public void Dispose() => _certificates.Dispose();

    private static Dictionary<string, string> Secured(string authority, string password) => new()
    {
        ["security.protocol"] = "sasl_ssl",
        ["sasl.mechanism"] = "PLAIN",
        ["sasl.username"] = "shop",
        ["sasl.password"] = password,
        ["ssl.ca.location"] = authority,
    };

    private Action<KafkaStreamOptions> Options(ApacheKafka kafka, string password) => options =>
    {
        options.BootstrapServers = kafka.BootstrapServers;
        options.Topic = "secured";
        options.PartitionCount = 2;
        options.ConsumerGroup = "secured";
        options.StartTimeoutMs = 3_000;
        foreach (var (name, value) in Secured(_certificates.AuthorityFile, password)) options.Librdkafka[name] = value;
    };

    private string Settings(int port) => $"""
        listeners=SASL_SSL://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}
        advertised.listeners=SASL_SSL://127.0.0.1:{port}
        inter.broker.listener.name=SASL_SSL
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        ssl.keystore.type=PEM
        ssl.keystore.location={_certificates.BrokerFile}
        ssl.truststore.type=PEM
        ssl.truststore.location={_certificates.AuthorityFile}
        listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="admin-secret" user_admin="admin-secret" user_shop="shop-secret";

        """;
}
