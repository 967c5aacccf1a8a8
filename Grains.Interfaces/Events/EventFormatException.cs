namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>A recorded event cannot be read by this program: its type or shape is unknown, or its body is damaged.</summary>
[GenerateSerializer, Alias("event-format-exception")]
public sealed class EventFormatException(string message, Exception? inner = null) : Exception(message, inner);
