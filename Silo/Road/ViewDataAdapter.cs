using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>
/// Reads those events that concern one view; of others no more than their position. What it reads the views over everybody have from here, in the order of
/// the partition, and what the road to another view has read is not read again.
/// </summary>
internal sealed class ViewDataAdapter(ViewRoad road, PartitionFeed feed) : IKafkaDataAdapter
{
    private readonly CloudEventsDataAdapter _events = new();

    public bool IsSequenced => true;

    public OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext) =>
        _events.Encode(streamId, item, requestContext);

    public IncomingEvent Decode(IncomingRecord record)
    {
        var position = CloudEventsDataAdapter.PositionOf(record);
        if (record.Key is { } key && !road.Concerns(key)) return IncomingEvent.PassOver(position);
        var recorded = feed.Find(record.Partition, position);
        if (recorded is null || !IsOf(record, recorded.Key)) feed.Add(recorded = CloudEventsDataAdapter.Read(record, position));
        return new(road.StreamOf(recorded.Key), recorded, position);
    }

    private static bool IsOf(IncomingRecord record, PartitionKey key) => record.Key is { } bytes && Encoding.UTF8.GetString(bytes) == key.Value;
}
