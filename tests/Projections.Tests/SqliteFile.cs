using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Projections.Tests;

/// <summary>A database file of its own for a test, deleted afterwards.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"read-models-{Guid.NewGuid():N}.db");

    public SqliteFile()
    {
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString();
        Source = SqliteFactory.Instance.CreateDataSource(ConnectionString);
    }

    public string ConnectionString { get; }

    public DbDataSource Source { get; }

    public void Dispose()
    {
        Source.Dispose();
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(_path + suffix);
    }
}
