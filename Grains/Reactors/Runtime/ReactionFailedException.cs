namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>A reaction cannot go on; its process is to be parked.</summary>
internal sealed class ReactionFailedException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if it may go on later without anybody doing anything about it.</summary>
    public bool IsTransient { get; } = isTransient;
}
