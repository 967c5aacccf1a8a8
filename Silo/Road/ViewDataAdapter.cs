using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>Reads those events that concern one view; of others no more than their position.</summary>
internal sealed class ViewDataAdapter(ViewRoad road) : IKafkaDataAdapter
{
    private readonly CloudEventsDataAdapter _events = new();

    public bool IsSequenced => true;

    public OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext) =>
        _events.Encode(streamId, item, requestContext);

    public IncomingEvent Decode(IncomingRecord record)
    {
        if (record.Key is { } key && !road.Concerns(key)) return IncomingEvent.PassOver(CloudEventsDataAdapter.PositionOf(record));
        var recorded = CloudEventsDataAdapter.Read(record);
        return new(road.StreamOf(recorded.Key), recorded, recorded.Position);
    }
}
