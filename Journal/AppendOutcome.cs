namespace CommandProcessor.Journal;

internal enum AppendOutcome
{
    Appended,

    /// <summary>Nothing was appended: the partition is not the writer's any more, or does not stand where it believes.</summary>
    Fenced,

    /// <summary>Nothing was appended: one of the aggregates has such a version already.</summary>
    VersionTaken,
}
