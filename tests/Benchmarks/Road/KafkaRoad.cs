using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>Our stream provider, with its defaults.</summary>
internal sealed class KafkaRoad : IRoad
{
    private const string ProviderName = "kafka";

    private readonly BenchmarkKafka _kafka;
    private readonly BenchmarkSilo _silo;

    private KafkaRoad(BenchmarkKafka kafka, BenchmarkSilo silo)
    {
        _kafka = kafka;
        _silo = silo;
    }

    public RoadTally Tally => _silo.Services.GetRequiredService<RoadTally>();

    public IStreamProvider Provider => _silo.Services.GetRequiredKeyedService<IStreamProvider>(ProviderName);

    public static async Task<IRoad> StartAsync(string choice, int queues, CancellationToken cancellationToken)
    {
        var kafka = new BenchmarkKafka(choice);
        var topic = await kafka.CreateTopicAsync("road", queues, cancellationToken);
        var silo = await BenchmarkSilo.StartAsync(
            silo =>
            {
                silo.Services.AddSingleton<RoadTally>();
                silo.AddKafkaStreams(ProviderName, topic.Configure);
            },
            cancellationToken);
        return new KafkaRoad(kafka, silo);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _kafka.DisposeAsync();
    }
}
