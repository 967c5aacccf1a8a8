using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Stores;

/// <summary>The head of a read model as it is stored.</summary>
/// <param name="Position">Position of the newest event in it.</param>
/// <param name="Body">The head as JSON.</param>
/// <param name="Parking">The event that it waits at, or null.</param>
public sealed record ReadModelRow(PartitionKey Key, int Partition, long Position, string Body, Parking? Parking)
{
    /// <summary>Of the fold that made it: 0 until the partition is folded anew.</summary>
    public long Generation { get; init; }
}

/// <summary>An item of a read model as it is stored.</summary>
/// <param name="Sort">What pages are ordered by, the greatest first.</param>
/// <param name="Category">What it can be looked up by beside its id.</param>
/// <param name="Position">Position of the event that changed it last.</param>
/// <param name="Body">The item as JSON; of several a line each.</param>
public sealed record ItemRow(PartitionKey Key, string Item, long Sort, int Category, long Position, string Body)
{
    /// <summary>Believed not to be stored yet. Only speed depends on it: what is there nevertheless is written over.</summary>
    public bool IsNew { get; init; }

    /// <summary>Items in it. Of several, <see cref="Item"/> and <see cref="Sort"/> are the first one's, which is the oldest, and <see cref="Position"/> the last one's.</summary>
    public int ItemCount { get; init; } = 1;
}

/// <summary>The event that a read model waits at, because it could not be applied.</summary>
/// <param name="Since">When that was noticed.</param>
public sealed record Parking(long Position, string EventType, string Error, DateTimeOffset Since);

/// <summary>What a read model has become: its head, and the items that changed since it was saved last.</summary>
public sealed record ReadModelChange(ReadModelAddress Address, int Partition, long Position, string Body, IReadOnlyList<ItemRow> Items)
{
    /// <summary>Ids of items that are no more; none of them is among <see cref="Items"/>.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Of the fold that made it. A row of another generation is not touched.</summary>
    public long Generation { get; init; }

    /// <summary>Position that the change goes on from: a row that stands elsewhere is not touched. Null if any does that is not newer.</summary>
    public long? Previous { get; init; }

    /// <summary>What else is saved in the same transaction, and turned away with it; null if there is nothing. May be done again.</summary>
    public Func<SaveTransaction, CancellationToken, Task>? Beside { get; init; }
}
