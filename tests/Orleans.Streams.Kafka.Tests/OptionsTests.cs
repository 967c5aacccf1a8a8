using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>A mistake in the settings ends the start with a message that names thing, value and limit.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Good_options_pass()
    {
        Assert.Equal("t", Validated(options =>
        {
            options.Librdkafka["security.protocol"] = "sasl_ssl";
            options.Librdkafka["sasl.mechanism"] = "PLAIN";
            options.Librdkafka["sasl.password"] = "secret";
            options.ProducerSettings["compression.type"] = "lz4";
            options.ConsumerSettings["fetch.min.bytes"] = "1";
        }).Topic);
    }

    [Theory]
    [InlineData("no.such.setting", "1", "No such configuration property")]
    [InlineData("security.protocol", "carrier-pigeon", "carrier-pigeon")]
    [InlineData("socket.timeout.ms", "-5", "socket.timeout.ms")]
    [InlineData("group.id", "mine", "ConsumerGroup")]
    [InlineData("enable.auto.commit", "false", "checkpoint")]
    public void A_setting_that_librdkafka_refuses_or_the_provider_owns_is_named(string name, string value, string expected)
    {
        var mistakes = MistakesOf(options => options.Librdkafka[name] = value);

        Assert.Contains(mistakes, mistake => mistake.Contains(expected, StringComparison.Ordinal) && mistake.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_secret_is_not_shown()
    {
        var mistakes = MistakesOf(options => options.Librdkafka["no.such.password"] = "hunter2");

        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_is_listed_at_once()
    {
        var mistakes = MistakesOf(options =>
        {
            options.BootstrapServers = "";
            options.Topic = "no spaces please";
            options.PartitionCount = 1_000_000;
            options.BackoffMinMs = 600;
            options.BackoffMaxMs = 500;
            options.Mapping = KafkaStreamMapping.ByPartition;
            options.DeadLetterTopic = options.Topic;
        });

        foreach (var name in new[] { "BootstrapServers", "Topic", "PartitionCount", "BackoffMinMs 600 exceeds BackoffMaxMs 500", "PartitionStreamNamespace", "DeadLetterTopic" })
            Assert.Contains(mistakes, mistake => mistake.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silo_with_bad_options_does_not_start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddKafkaStreams("bad", options => options.Topic = "t"));
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("BootstrapServers", refusal.Message, StringComparison.Ordinal);
    }

    private static List<string> MistakesOf(Action<KafkaStreamOptions> spoil) =>
        [.. Assert.Throws<OptionsValidationException>(() => Validated(spoil)).Failures];

    private static KafkaStreamOptions Validated(Action<KafkaStreamOptions> change)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddKafkaStreams("kafka", options =>
        {
            options.BootstrapServers = "127.0.0.1:9092";
            options.Topic = "t";
            options.ConsumerGroup = "g";
            change(options);
        }));
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptionsMonitor<KafkaStreamOptions>>().Get("kafka");
    }
}
