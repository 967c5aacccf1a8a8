namespace CommandProcessor.Journal;

/// <summary>
/// A claim on one partition. One append at a time. After any exception but <see cref="ArgumentException"/> the claim must be given up
/// and taken again: what was appended is unknown until the partition has been read.
/// </summary>
public interface IPartitionWriter
{
    int Partition { get; }

    long Epoch { get; }

    /// <summary>Position of the newest event.</summary>
    long Head { get; }

    /// <summary>The published watermark that is stored.</summary>
    long Published { get; }

    /// <summary>
    /// Appends a group in one transaction, all or nothing but for conflicts: a request whose expected version is not its aggregate's is left
    /// out and told so, and with it what rests on it, see <see cref="AppendRequest.RestsOnPrevious"/>; the others are appended in the order given.
    /// Several requests of one aggregate follow each other.
    /// </summary>
    /// <param name="published">The published watermark to store with it.</param>
    /// <exception cref="ArgumentException">A request is wrong, see <see cref="AppendRequest.Mistake"/>; nothing was appended, the claim stands.</exception>
    /// <exception cref="PartitionFencedException">Somebody claimed the partition after this writer; nothing was appended.</exception>
    /// <exception cref="JournalException">The database failed; see <see cref="JournalException.IsOutcomeUnknown"/>.</exception>
    /// <exception cref="OperationCanceledException">Given up by the caller; what was appended is unknown.</exception>
    Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<AppendRequest> group, long published, CancellationToken cancellationToken);

    /// <summary>Stores the published watermark when there is nothing to append.</summary>
    /// <exception cref="PartitionFencedException">Somebody claimed the partition after this writer.</exception>
    Task SavePublishedAsync(long published, CancellationToken cancellationToken);
}
