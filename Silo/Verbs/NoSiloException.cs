namespace CommandProcessor.Silo.Verbs;

/// <summary>A verb needs a silo that runs, and found none.</summary>
public sealed class NoSiloException(string message, Exception innerException) : Exception(message, innerException);
