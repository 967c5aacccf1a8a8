using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>
/// Publishes straight through the provider's producer. Orleans keeps every stream object that was ever asked for, one a customer;
/// this keeps none.
/// </summary>
internal sealed class KafkaRoad(IKafkaStreamPublisher publisher) : IEventRoad
{
    public Task PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var items = new StreamItem[events.Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = new(StreamId.Create(events[index].Key.Kind, events[index].Key.Name), events[index]);
        return publisher.PublishAsync(items);
    }
}
