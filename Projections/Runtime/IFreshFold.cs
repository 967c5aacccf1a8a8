using System.Diagnostics.CodeAnalysis;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What the journal alone says the read models of some keys are.</summary>
internal interface IFreshFold
{
    int EventCount { get; }

    /// <summary>The keys that were not taken yet.</summary>
    IEnumerable<PartitionKey> Keys { get; }

    /// <summary>True if this fold is about the key.</summary>
    bool Covers(PartitionKey key);

    void Fold(RecordedEvent recorded);

    /// <summary>Hands the read model of a key over and forgets it.</summary>
    bool TryTake(PartitionKey key, [NotNullWhen(true)] out FreshReadModel? fresh);
}

/// <summary>A read model as it should be stored.</summary>
/// <param name="ParkedPosition">Of the event that it has to wait at, or null.</param>
internal sealed record FreshReadModel(long Position, string Body, long? ParkedPosition, IReadOnlyDictionary<string, string> Items);
