using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>A cluster of silos in this process with one Kafka stream provider named "kafka", and a client.</summary>
public sealed class Road : IAsyncDisposable
{
    public const string Provider = "kafka";

    private Road(InProcessTestCluster cluster, LogCollector logs)
    {
        Cluster = cluster;
        Logs = logs;
    }

    public InProcessTestCluster Cluster { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Silo => Cluster.GetSiloServiceProvider();

    public IKafkaStreamPublisher Publisher => Silo.GetRequiredKeyedService<IKafkaStreamPublisher>(Provider);

    public IEnumerable<KafkaPartitionStatus> Partitions => Cluster.GetActiveSilos().SelectMany(
        silo => Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredKeyedService<IKafkaStreamMonitor>(Provider).GetPartitions());

    public static async Task<Road> StartAsync(
        Action<KafkaStreamOptions> configure,
        short silos = 1,
        Action<KafkaStreamConfigurator>? parts = null,
        Action<ISiloBuilder>? silo = null,
        bool waitForOwners = true,
        Func<string, bool>? consumes = null,
        Func<string, bool>? hostsConsumers = null)
    {
        var logs = new LogCollector();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((host, siloBuilder) =>
        {
            siloBuilder.AddMemoryGrainStorage("PubSubStore");
            siloBuilder.AddKafkaStreams(Provider, configure + (options => options.Consume = consumes?.Invoke(host.SiloName) ?? true), parts);
            siloBuilder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs));
            silo?.Invoke(siloBuilder);
            if (hostsConsumers?.Invoke(host.SiloName) == false) siloBuilder.Configure<GrainTypeOptions>(types => types.Classes.Remove(typeof(FleetingGrain)));
        });
        builder.ConfigureClient(client =>
        {
            client.AddKafkaStreams(Provider, configure, parts);
            client.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders()));
        });
        var cluster = builder.Build();
        var road = new Road(cluster, logs);
        try
        {
            await cluster.DeployAsync();
            if (waitForOwners) await road.AllPartitionsOwnedAsync();
        }
        catch
        {
            await road.DisposeAsync();
            throw;
        }

        return road;
    }

    public async Task AllPartitionsOwnedAsync()
    {
        var count = Silo.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<KafkaStreamOptions>>().Get(Provider).PartitionCount;
        await Eventually.UntilAsync($"{count} partitions have one owner each", () =>
            Partitions.Count(partition => partition.Epoch > 0) == count, seconds: 40);
    }

    /// <summary>This many records were read, and nobody is owed any of them.</summary>
    public Task AllIsDeliveredAsync(int records) => Eventually.UntilAsync($"{records} records have been read and none is undelivered", () =>
        Partitions.Sum(partition => partition.LastOffset + 1) == records && Partitions.All(partition => partition.Undelivered == 0));

    public IAsyncStream<Numbered> Stream(string streamNamespace, string key, bool ofClient = false) =>
        (ofClient ? Cluster.Client.ServiceProvider : Silo).GetRequiredKeyedService<IStreamProvider>(Provider)
        .GetStream<Numbered>(StreamId.Create(streamNamespace, key));

    /// <summary>Publishes 1 to n to each stream, round by round, and waits for the acknowledgements.</summary>
    public async Task PublishAsync(string streamNamespace, IReadOnlyList<string> keys, int from, int to)
    {
        const int window = 5_000;
        var publisher = Publisher;
        var waiting = new List<Task>(window);
        for (var number = from; number <= to; number++)
        {
            foreach (var key in keys)
            {
                waiting.Add(publisher.PublishAsync(StreamId.Create(streamNamespace, key), new Numbered(number)));
                if (waiting.Count < window) continue;
                await Task.WhenAll(waiting);
                waiting.Clear();
            }
        }

        await Task.WhenAll(waiting);
    }

    /// <summary>Each stream got 1 to n, in order, nothing twice.</summary>
    public static async Task ExactlyAsync(IReadOnlyList<string> keys, int count, int seconds = 30)
    {
        await Eventually.UntilAsync($"{count} events on each of {keys.Count} streams", () => keys.All(key => Recorder.CountOf(key) >= count), seconds);
        foreach (var key in keys) Assert.Equal(Enumerable.Range(1, count), Recorder.Of(key).Select(delivery => delivery.Number));
    }

    /// <summary>Each stream got 1 to n, in order apart from repeats; returns the number of repeats.</summary>
    public static async Task<int> AtLeastOnceAsync(IReadOnlyList<string> keys, int count, int seconds = 60)
    {
        await Eventually.UntilAsync(
            $"{count} different events on each of {keys.Count} streams",
            () => keys.All(key => Recorder.CountOf(key) >= count && Recorder.Of(key).Select(delivery => delivery.Number).Distinct().Count() == count),
            seconds);
        var repeats = 0;
        foreach (var key in keys)
        {
            var highest = 0;
            foreach (var delivery in Recorder.Of(key))
            {
                Assert.True(delivery.Number <= highest + 1, $"Stream {key}: {delivery.Number} came after {highest}");
                if (delivery.Number <= highest) repeats++;
                highest = Math.Max(highest, delivery.Number);
            }
        }

        return repeats;
    }

    public static string[] NewKeys(int count)
    {
        var prefix = Guid.NewGuid().ToString("N")[..8];
        return [.. Enumerable.Range(0, count).Select(number => $"{prefix}-{number}")];
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }
}
