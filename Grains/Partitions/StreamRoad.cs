using CommandProcessor.Grains.Interfaces.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace CommandProcessor.Grains.Partitions;

/// <summary>The road over an Orleans stream provider: one stream for each partition key, its namespace the key's kind.</summary>
internal sealed class StreamRoad(IServiceProvider services, IOptions<PartitionOptions> options) : IEventRoad
{
    private IStreamProvider? _provider;

    public Task PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _provider ??= services.GetRequiredKeyedService<IStreamProvider>(options.Value.StreamProvider);

        // Each send reaches the queue's producer before the next begins, so that positions follow each other there over all streams.
        var sends = new Task[events.Count];
        for (var index = 0; index < sends.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sends[index] = _provider.GetStream<RecordedEvent>(StreamOf(events[index].Key)).OnNextAsync(events[index]);
        }

        return Task.WhenAll(sends);
    }

    private static StreamId StreamOf(PartitionKey key) => StreamId.Create(key.Kind, key.Name);
}
