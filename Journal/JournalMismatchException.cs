namespace CommandProcessor.Journal;

/// <summary>The database does not fit the program; nothing was touched.</summary>
public sealed class JournalMismatchException(string message) : Exception(message);
