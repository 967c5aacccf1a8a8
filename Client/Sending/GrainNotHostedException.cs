namespace CommandProcessor.Client.Sending;

/// <summary>
/// No silo hosts what is called, as far as the client's gateway has told it. That may change: a silo that has just joined, or whose role is another,
/// does not know all others yet.
/// </summary>
internal sealed class GrainNotHostedException(string message, Exception innerException) : Exception(message, innerException);
