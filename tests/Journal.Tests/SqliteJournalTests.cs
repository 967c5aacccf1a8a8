using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Testing;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Tests;

public sealed class SqliteJournalTests : JournalConformance
{
    private readonly TemporaryFolder _folder = new();

    private string ConnectionString => $"Data Source={Path.Combine(_folder.Path, "new folder", "journal.db")}";

    protected override Task CreateDatabaseAsync() => Task.CompletedTask;

    protected override Task DropDatabaseAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override SqlJournal Open(int partitionCount, Action<JournalOptions>? configure = null)
    {
        var options = new SqliteJournalOptions { ConnectionString = ConnectionString, PartitionCount = partitionCount };
        configure?.Invoke(options);
        return new SqliteJournal(options, TimeProvider.System);
    }

    protected override async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
