namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>The id of one kind of aggregate. It carries the partition key, so it alone says where the aggregate stands.</summary>
public interface IAggregateIdentity<TSelf>
    where TSelf : struct, IAggregateIdentity<TSelf>
{
    /// <summary>What the aggregates of this kind are called in their <see cref="AggregateId"/>.</summary>
    static abstract string Kind { get; }

    string GrainKey { get; }

    AggregateId Aggregate { get; }

    PartitionKey PartitionKey { get; }

    /// <summary>Reads what <see cref="GrainKey"/> writes.</summary>
    /// <exception cref="FormatException">The text is no such id.</exception>
    static abstract TSelf Parse(string text);

    /// <summary>Says what is wrong with an id that did not pass its constructor (the default, or from over the wire), or null.</summary>
    string? Mistake();
}
