using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>A due time that this version of the program does not understand, as it stands in the database.</summary>
/// <param name="Id">Unique in its partition.</param>
/// <param name="At">When it was due.</param>
/// <param name="Step">What was to be sent.</param>
/// <param name="Error">Why it cannot be read.</param>
public sealed record UnreadableDue(string Id, DateTimeOffset At, StoredStep Step, string Error)
{
    private const string PartitionKind = "partition";

    /// <summary>When it was set aside.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>As an operator sees it among what waits.</summary>
    public ParkedReaction ToParked(int partition) => new(
        ParkedReaction.DueTimes, Id, partition, PartitionKey.Create(PartitionKind, partition.ToString(CultureInfo.InvariantCulture)), Position: 0,
        Step.Command, Error, IsTransient: false, Since);
}
