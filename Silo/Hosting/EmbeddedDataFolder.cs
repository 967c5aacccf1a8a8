namespace CommandProcessor.Silo.Hosting;

/// <summary>The folder of the embedded databases, held by one process at a time: the operating system lets go of it when the process ends.</summary>
internal sealed class EmbeddedDataFolder : IDisposable
{
    private readonly FileStream _lock;

    private EmbeddedDataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public static string JournalFile(string folder) => System.IO.Path.Combine(folder, "journal.db");

    public static string ReadModelsFile(string folder) => System.IO.Path.Combine(folder, "read-models.db");

    public static string SnapshotsFile(string folder) => System.IO.Path.Combine(folder, "snapshots.db");

    public static string ReactorsFile(string folder) => System.IO.Path.Combine(folder, "reactors.db");

    /// <exception cref="DataFolderException">The folder cannot be made or written, or another process works in it.</exception>
    public static EmbeddedDataFolder Open(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            return new(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DataFolderException($"The data folder {path} cannot be written.", exception);
        }
        catch (IOException exception) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new DataFolderException($"The data folder {path} is in use by another process; stop that one or choose another --data.", exception) { IsInUse = true };
        }
        catch (IOException exception)
        {
            throw new DataFolderException($"The data folder {path} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>True if no process works in the folder now.</summary>
    public static bool IsFree(string folder)
    {
        try
        {
            Open(folder).Dispose();
            return true;
        }
        catch (DataFolderException exception) when (exception.IsInUse)
        {
            return false;
        }
    }

    public void Dispose() => _lock.Dispose();
}
