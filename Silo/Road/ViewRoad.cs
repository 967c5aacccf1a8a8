using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Runtime;

namespace CommandProcessor.Silo.Road;

/// <summary>
/// The road to one view by key: a stream provider, streams, a cache, a consumer group and checkpoints of its own. However long a view takes, hangs or
/// fails, it holds up itself alone; the price is that a record is read once for each of these views.
/// </summary>
internal sealed class ViewRoad(string view, string keyKind)
{
    private readonly byte[] _keysBegin = Encoding.UTF8.GetBytes(keyKind + Identifier.Separator);

    public string View { get; } = view;

    /// <summary>The name of its stream provider.</summary>
    public string Provider { get; } = "events-" + view;

    public string GroupOf(string consumerGroup) => GroupOf(consumerGroup, View);

    /// <summary>Where a view's progress is kept.</summary>
    public static string GroupOf(string consumerGroup, string view) => $"{consumerGroup}.{view}";

    public bool Concerns(PartitionKey key) => key.Kind == keyKind;

    /// <param name="recordKey">A partition key, as it stands in Kafka.</param>
    public bool Concerns(ReadOnlySpan<byte> recordKey) => recordKey.StartsWith(_keysBegin);

    /// <summary>The stream of the view's grain of that key.</summary>
    public StreamId StreamOf(PartitionKey key) => StreamId.Create(View, key.Name);
}
