using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>How the file is opened.</summary>
internal sealed class SqliteConnections
{
    private readonly SqliteJournalOptions _options;
    private readonly string _writing;
    private readonly string _reading;

    public SqliteConnections(SqliteJournalOptions options)
    {
        _options = options;
        var text = new SqliteConnectionStringBuilder(options.ConnectionString) { DefaultTimeout = options.BusyTimeoutSeconds };
        File = Path.GetFullPath(text.DataSource);
        _reading = new SqliteConnectionStringBuilder(text.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString;
        _writing = new SqliteConnectionStringBuilder(text.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString;
    }

    public string File { get; }

    public SqliteConnection OpenReader() => Open(_reading);

    /// <summary>WAL lets readers read while the writer writes; FULL makes a commit outlast a power cut.</summary>
    public SqliteConnection OpenWriter()
    {
        if (Path.GetDirectoryName(File) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var connection = Open(_writing);
        Execute(connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -{_options.CacheKilobytes};");
        return connection;
    }

    public void ForgetReaders()
    {
        using var reading = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(reading);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {_options.BusyTimeoutSeconds * 1000};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
