using CommandProcessor.Journal.Sql;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>Creates and migrates the schema, in one transaction.</summary>
internal sealed class SqliteSchema(SqlStatements statements, int partitionCount)
{
    private readonly ShardLayout _layout = ShardLayout.Modulo(partitionCount, shardCount: 1);

    private SettingsRow Wanted => SettingsRow.Of(_layout, partitionCount, shard: 0);

    /// <exception cref="JournalMismatchException">The file does not fit the program.</exception>
    public SettingsRow? Check(SqliteConnection connection, string file)
    {
        var found = Read(connection);
        found?.CheckFits(Wanted, file);
        return found;
    }

    public void Migrate(SqliteConnection connection, string file)
    {
        var found = Check(connection, file)?.SchemaVersion ?? 0;
        if (found == SqlStatements.SchemaVersion) return;

        for (var version = found + 1; version <= SqlStatements.SchemaVersion; version++)
        {
            SqliteConnections.Execute(connection, statements.Migration(version));
            foreach (var partition in _layout.PartitionsOf(0)) SqliteConnections.Execute(connection, statements.Migration(version, partition));
        }

        using var save = connection.CreateCommand();
        save.CommandText = statements.Get("settings_save");
        foreach (var (name, value) in Wanted.ToParameters()) save.Parameters.AddWithValue($"@{name}", value);
        save.ExecuteNonQuery();
    }

    private SettingsRow? Read(SqliteConnection connection)
    {
        using var exists = connection.CreateCommand();
        exists.CommandText = "SELECT 1 FROM sqlite_schema WHERE name = 'journal_settings'";
        if (exists.ExecuteScalar() is null) return null;

        using var command = connection.CreateCommand();
        command.CommandText = statements.Get("settings_read");
        using var rows = command.ExecuteReader();
        return rows.Read() ? SettingsRow.Read(rows) : null;
    }
}
