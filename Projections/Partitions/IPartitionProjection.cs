using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// A projection over everybody: all events of a partition, in order, folded into one model. A query merges the answers of all partitions,
/// so what is kept must be mergeable: sums and counts, not ranks. One instance serves all partitions.
/// </summary>
public interface IPartitionProjection<TModel>
    where TModel : PartitionModel
{
    /// <summary>Stands in the rows and never changes.</summary>
    string Name { get; }

    /// <summary>Raised when the fold or the shape of a row changes; the new version has rows of its own.</summary>
    int Version { get; }

    /// <summary>
    /// Names what the fold goes by beside the events, such as thresholds that are set; empty if by nothing. It stands with the rows: where they were folded
    /// by other rules than those of now, the partition is folded anew beside what is shown.
    /// </summary>
    string Rules => "";

    /// <summary>
    /// The oldest version whose rows this code reads and goes on with: while the new one is built, the former stays shown. Null if only its own; then
    /// queries wait until all is folded anew.
    /// </summary>
    int? ReadableVersionMin => null;

    /// <summary>The model of a partition without events.</summary>
    TModel NewModel();

    /// <summary>
    /// Changes the model by the event: by nothing but the two, so that every fold of the same events ends in the same rows. What it throws
    /// parks the key of the event and undoes what was changed by this event.
    /// </summary>
    void Apply(TModel model, RecordedEvent recorded);
}
