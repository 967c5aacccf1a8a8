using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// What a projection is: a model of a head and items, and a pure fold. An event changes the head and at most one item, so it costs the
/// same however many items there are. Everything else is the shell's.
/// </summary>
public interface IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    /// <summary>Stands in the rows and never changes.</summary>
    static abstract string Name { get; }

    /// <summary>Raised when the fold or the shape of a row changes; the new version has rows of its own.</summary>
    static abstract int Version { get; }

    /// <summary>
    /// The oldest version whose rows this code reads and goes on with: while the new one is built, the former stays shown. Null if only its own; then what
    /// is shown is empty at first, and each key is folded when it is asked for.
    /// </summary>
    static virtual int? ReadableVersionMin => null;

    /// <summary>The kind of partition key that it has a read model for each of.</summary>
    static abstract string KeyKind { get; }

    static abstract JsonTypeInfo<THead> HeadJson { get; }

    static abstract JsonTypeInfo<TItem> ItemJson { get; }

    static abstract THead Initial(PartitionKey key);

    /// <summary>The item that the event is about, or null; <see cref="ItemReference.Final"/> where items are <see cref="IFinalItem"/>.</summary>
    static abstract ItemReference? ItemOf(RecordedEvent recorded);

    /// <summary>The model after the event. What it throws parks the key.</summary>
    /// <param name="item">What <see cref="ItemOf"/> names, or null if there is no such item yet.</param>
    static abstract Folded<THead, TItem> Apply(THead head, TItem? item, RecordedEvent recorded);

    static abstract ItemIndex IndexOf(TItem item);
}
