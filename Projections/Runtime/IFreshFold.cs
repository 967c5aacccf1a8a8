using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

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

    /// <summary>The items that a row stands for, each as if it had a row of its own.</summary>
    /// <exception cref="JsonException">The row is not of this version's shape.</exception>
    IEnumerable<ItemRow> Split(ItemRow row);

    /// <summary>Compares what a version has beside its read models in the partition; returns how many rows that is.</summary>
    /// <param name="differ">Told of each difference.</param>
    Task<long> CompareBesideAsync(ReadModelId model, int partition, Action<string> differ, CancellationToken cancellationToken);
}

/// <summary>A read model as it should be stored.</summary>
/// <param name="ParkedPosition">Of the event that it has to wait at, or null.</param>
internal sealed record FreshReadModel(long Position, string Body, long? ParkedPosition, IReadOnlyDictionary<string, FreshItem> Items);

/// <summary>An item as it should be stored.</summary>
/// <param name="Position">Of the event that changed it last; null where the time of saving decides.</param>
internal readonly record struct FreshItem(long Sort, int Category, string Body, long? Position);
