namespace CommandProcessor.Silo.Hosting;

/// <summary>The folder of the embedded databases cannot be used.</summary>
public sealed class DataFolderException(string message, Exception inner) : Exception(message, inner);
