namespace CommandProcessor.Projections.Stores;

/// <summary>The database does not fit the program; nothing was touched.</summary>
public sealed class ReadModelMismatchException(string message) : Exception(message);
