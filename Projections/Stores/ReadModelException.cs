namespace CommandProcessor.Projections.Stores;

/// <summary>The database behind the read models failed or is away.</summary>
public sealed class ReadModelException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
