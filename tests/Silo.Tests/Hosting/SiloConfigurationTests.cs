using CommandProcessor.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace CommandProcessor.Silo.Tests.Hosting;

public sealed class SiloConfigurationTests
{
    [Fact]
    public void Nothing_set_is_an_embedded_silo()
    {
        var options = Read();

        Assert.False(options.IsServed);
        Assert.Equal(16, options.PartitionCount);
        Assert.Equal(SiloRoles.Both, options.Roles);
    }

    [Fact]
    public void Every_value_is_taken_from_its_place()
    {
        var options = Read(
            ("PartitionCount", "32"), ("Roles", "both"), ("Kafka:BootstrapServers", "a:9092,b:9093"), ("Kafka:Librdkafka:security.protocol", "SASL_SSL"),
            ("Journal:ConnectionStrings:0", "Host=a;Database=x"), ("Journal:ConnectionStrings:1", "Host=b;Database=x"),
            ("ReadModels:ConnectionString", "Host=c"), ("Snapshots:ConnectionString", "Host=d"), ("Partitions:BatchEventCountMax", "7"));

        Assert.Equal(32, options.PartitionCount);
        Assert.Equal(2, options.Journal.ConnectionStrings.Count);
        Assert.Equal("SASL_SSL", options.Kafka.Librdkafka["security.protocol"]);
        Assert.Equal(7, options.Partitions.BatchEventCountMax);
    }

    [Theory]
    [InlineData("Partions", "4", "CommandProcessor:Partions is unknown")]
    [InlineData("Kafka:Topik", "x", "CommandProcessor:Kafka:Topik is unknown")]
    [InlineData("PartitionCount", "many", "expected a whole number")]
    [InlineData("PartitionCount", "0", "CommandProcessor:PartitionCount is 0; it must be between 1 and 1024")]
    [InlineData("Roles", "3", "expected Write or Read or Both")]
    [InlineData("Roles", "write", "the silo is alone")]
    [InlineData("Kafka:BootstrapServers", "localhost", "expected host:port")]
    [InlineData("Kafka:Topic", "my topic", "CommandProcessor:Kafka:Topic is 'my topic'")]
    [InlineData("Kafka", "x", "is a group of settings")]
    [InlineData("Cluster:SiloPort", "70000", "between 0 and 65535")]
    [InlineData("Cluster:ConnectionString", "Host=a", "a cluster needs CommandProcessor:Journal:ConnectionStrings")]
    [InlineData("Journal:ConnectionStrings:0", "nonsense", "is no connection string")]
    [InlineData("Partitions:BatchEventCountMax", "0", "CommandProcessor:Partitions: The field BatchEventCountMax must be between")]
    [InlineData("Views:0", "fraud", "CommandProcessor:Views names 'fraud'; there are accounting, analytics, customer-orders, fraud-report, ")]
    [InlineData("Views:0", "fraud-report", "the silo is alone: it needs all")]
    [InlineData("Fraud:OpenAlertCountMax", "0", "CommandProcessor:Fraud: The field OpenAlertCountMax must be between")]
    [InlineData("Recommendations:HalfLifeDays", "0", "CommandProcessor:Recommendations: The field HalfLifeDays must be between")]
    public void A_mistake_is_told_with_its_name_and_limit(string name, string value, string expected)
    {
        var mistakes = Assert.Throws<ConfigurationMistakesException>(() => Read((name, value)));

        Assert.Contains(expected, mistakes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var mistakes = Assert.Throws<ConfigurationMistakesException>(() => Read(("PartitionCount", "0"), ("Nonsense", "1"), ("Dashboard:Enabled", "perhaps")));

        Assert.Equal(3, mistakes.Mistakes.Count);
    }

    [Fact]
    public void A_password_never_stands_in_a_message()
    {
        var mistakes = Assert.Throws<ConfigurationMistakesException>(() => Read(("Journal:ConnectionStrings:0", "Host=a;Password=hunter2;Nonsense=1")));

        Assert.DoesNotContain("hunter2", mistakes.Message, StringComparison.Ordinal);
    }

    private static SiloOptions Read(params (string Name, string Value)[] settings) => SiloConfiguration.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("CommandProcessor:" + setting.Name, (string?)setting.Value))).Build());
}
