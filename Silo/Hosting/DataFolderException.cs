namespace CommandProcessor.Silo.Hosting;

/// <summary>The folder of the embedded databases cannot be used.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Another process works in it.</summary>
    public bool IsInUse { get; init; }
}
