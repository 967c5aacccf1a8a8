using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>What is saved together.</summary>
/// <param name="Checkpoint">The new one; never below the old.</param>
/// <param name="Due">By id, what is due; null if it is not any more.</param>
/// <param name="Parked">By reactor and process, what is parked; null if it is not any more.</param>
public sealed record ReactorChanges(
    long Checkpoint, IReadOnlyDictionary<string, DueTime?> Due, IReadOnlyDictionary<ProcessId, ParkedReaction?> Parked)
{
    private static readonly IReadOnlyDictionary<string, UnreadableDue?> None = new Dictionary<string, UnreadableDue?>();

    /// <summary>By id, what was due and cannot be read; null if it can, or is not due any more.</summary>
    public IReadOnlyDictionary<string, UnreadableDue?> Unreadable { get; init; } = None;
}
