namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>
/// The command was not answered: the journal is away, a queue is full, or the fate of the append is unknown. Send it again under
/// the same command id; it is carried out once.
/// </summary>
[GenerateSerializer, Alias("command-retry-exception")]
public sealed class CommandRetryException(string message, Exception? inner = null) : Exception(message, inner);
