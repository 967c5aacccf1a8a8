using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Partitions belong to the silos that consume, and to one of them each, whoever joins or leaves.</summary>
public sealed class QueueBalancerTests(EmbeddedBroker broker) : IClassFixture<EmbeddedBroker>
{
    private const int PartitionCount = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_that_only_publish_read_no_partition()
    {
        await using var road = await Road.StartAsync(broker.NewTopic(PartitionCount), silos: 2, waitForOwners: false, consumes: name => name is not ("Silo_0" or "Silo_1"));
        var keys = Road.NewKeys(20);
        Assert.All(Monitors(road), monitor => Assert.Contains("No silo of the cluster consumes", monitor.Problem, StringComparison.Ordinal));

        var first = await road.Cluster.StartAdditionalSiloAsync();
        await OwnedByAsync(road, first);
        await PublishAsync(road, keys, 1, 20);
        await Road.ExactlyAsync(keys, 20);

        var second = await road.Cluster.StartAdditionalSiloAsync();
        await OwnedByAsync(road, first, second);
        await PublishAsync(road, keys, 21, 40);
        await Road.ExactlyAsync(keys, 40);

        await road.Cluster.StopSiloAsync(first, Cancellation);
        await OwnedByAsync(road, second);
        await PublishAsync(road, keys, 41, 60);
        await Road.ExactlyAsync(keys, 60);
        Assert.All(Monitors(road), monitor => Assert.Null(monitor.Problem));
    }

    /// <summary>Or it would find that nobody wants what it reads.</summary>
    [Fact]
    public async Task A_silo_that_has_just_joined_reads_nothing_before_it_knows_what_others_consume()
    {
        var manifests = new ManifestGate();
        await using var road = await Road.StartAsync(
            broker.NewTopic(PartitionCount), silos: 2, silo: manifests.AddTo, hostsConsumers: name => name is "Silo_0" or "Silo_1");
        var keys = Road.NewKeys(40);
        manifests.Hold();
        var third = await road.Cluster.StartAdditionalSiloAsync();
        await Eventually.UntilAsync("the others have left it its share", () =>
            road.Cluster.GetActiveSilos().Where(silo => silo != third).Sum(silo => Owned(road, silo).Count) < PartitionCount);
        await PublishAsync(road, keys, 1, 20, "fleeting");

        await Eventually.NeverAsync("the third silo reads", () => Owned(road, third).Count > 0, 300);
        manifests.Release();

        await Road.ExactlyAsync(keys, 20);
        Assert.NotEmpty(Owned(road, third));
    }

    [Fact]
    public void Shares_differ_by_one_at_most_and_do_not_depend_on_the_order_of_silos()
    {
        var silos = Enumerable.Range(1, 20).Select(port => SiloAddress.New(System.Net.IPAddress.Loopback, port, 1)).ToArray();
        for (var count = 1; count <= silos.Length; count++)
        {
            for (var partitions = 1; partitions <= 40; partitions++)
            {
                var spread = QueueSpread.Of(partitions, silos[..count]);

                var shares = silos[..count].Select(silo => spread.Count(silo.Equals)).ToList();
                Assert.Equal(partitions, shares.Sum());
                Assert.InRange(shares.Max() - shares.Min(), 0, 1);
                Assert.Equal(spread, QueueSpread.Of(partitions, [.. silos[..count].Reverse()]));
            }
        }

        Assert.Empty(QueueSpread.Of(8, []));
    }

    /// <summary>Published by the silos that write, in turn.</summary>
    private static async Task PublishAsync(Road road, string[] keys, int from, int to, string streamNamespace = "batch")
    {
        var writers = road.Cluster.GetActiveSilos().OrderBy(silo => silo.InstanceNumber).Take(2)
            .Select(silo => ServicesOf(road, silo).GetRequiredKeyedService<IKafkaStreamPublisher>(Road.Provider)).ToArray();
        for (var number = from; number <= to; number++)
            await writers[number % 2].PublishAsync([.. keys.Select(key => new StreamItem(StreamId.Create(streamNamespace, key), new Numbered(number)))]);
    }

    /// <summary>Every partition has exactly one owner, one of these, and they have equal shares.</summary>
    private static Task OwnedByAsync(Road road, params InProcessSiloHandle[] owners) => Eventually.UntilAsync($"{owners.Length} silos share all partitions", () =>
        road.Cluster.GetActiveSilos().All(silo => Owned(road, silo).Count == (owners.Contains(silo) ? PartitionCount / owners.Length : 0))
        && road.Cluster.GetActiveSilos().SelectMany(silo => Owned(road, silo)).Distinct().Count() == PartitionCount, seconds: 40);

    private static List<int> Owned(Road road, InProcessSiloHandle silo) =>
        [.. MonitorOf(road, silo).GetPartitions().Where(partition => partition is { Epoch: > 0, Problem: null }).Select(partition => partition.Partition)];

    private static IEnumerable<IKafkaStreamMonitor> Monitors(Road road) => road.Cluster.GetActiveSilos().Select(silo => MonitorOf(road, silo));

    private static IKafkaStreamMonitor MonitorOf(Road road, InProcessSiloHandle silo) => ServicesOf(road, silo).GetRequiredKeyedService<IKafkaStreamMonitor>(Road.Provider);

    private static IServiceProvider ServicesOf(Road road, InProcessSiloHandle silo) => road.Cluster.GetSiloServiceProvider(silo.SiloAddress);
}
