using CommandProcessor.Benchmarks.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>Orleans' own memory streams: no broker, no network, nothing kept.</summary>
internal sealed class MemoryRoad : IRoad
{
    private const string ProviderName = "memory";

    private readonly BenchmarkSilo _silo;

    private MemoryRoad(BenchmarkSilo silo) => _silo = silo;

    public RoadTally Tally => _silo.Services.GetRequiredService<RoadTally>();

    public IStreamProvider Provider => _silo.Services.GetRequiredKeyedService<IStreamProvider>(ProviderName);

    public static async Task<IRoad> StartAsync(int queues, CancellationToken cancellationToken) => new MemoryRoad(await BenchmarkSilo.StartAsync(
        silo =>
        {
            silo.Services.AddSingleton<RoadTally>();
            silo.AddMemoryStreams(ProviderName, streams =>
            {
                streams.ConfigurePartitioning(queues);
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);

                // The defaults pull ten times a second and deliver one event a call.
                streams.ConfigurePullingAgent(options => options.Configure(agent =>
                {
                    agent.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(5);
                    agent.BatchContainerBatchSize = 10;
                }));
            });
        },
        cancellationToken));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
