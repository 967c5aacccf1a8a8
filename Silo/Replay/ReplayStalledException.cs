namespace CommandProcessor.Silo.Replay;

/// <summary>A process got no further within a time that is far longer than it takes; the message says which and where it stands.</summary>
internal sealed class ReplayStalledException(string message) : Exception(message);
