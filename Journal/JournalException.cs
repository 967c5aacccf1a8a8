namespace CommandProcessor.Journal;

/// <summary>The database behind the journal failed or is away.</summary>
public sealed class JournalException(string message, bool isTransient, bool isOutcomeUnknown, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>True if an append may have been committed all the same: read before deciding again.</summary>
    public bool IsOutcomeUnknown { get; } = isOutcomeUnknown;
}
