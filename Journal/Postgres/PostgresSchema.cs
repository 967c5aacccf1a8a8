using CommandProcessor.Journal.Sql;
using Npgsql;

namespace CommandProcessor.Journal.Postgres;

/// <summary>
/// Creates and migrates the schema. Every database is locked, in the order of the shards, until all are done; every database is looked
/// at before the first is touched. The settings row comes last, so that a start that was cut off is taken up by the next.
/// </summary>
internal sealed class PostgresSchema(SqlStatements statements, ShardLayout layout, PostgresJournalOptions options)
{
    public async Task InitializeAsync(IReadOnlyList<NpgsqlDataSource> shards, CancellationToken cancellationToken)
    {
        var locked = new List<NpgsqlConnection>();
        try
        {
            var found = new List<SettingsRow?>();
            for (var shard = 0; shard < shards.Count; shard++)
            {
                locked.Add(await shards[shard].OpenConnectionAsync(cancellationToken));
                await LockAsync(locked[shard], cancellationToken);
                var settings = await ReadAsync(locked[shard], cancellationToken);
                settings?.CheckFits(SettingsRow.Of(layout, options.PartitionCount, shard), $"database {locked[shard].Database}");
                found.Add(settings);
            }

            for (var shard = 0; shard < shards.Count; shard++)
            {
                var version = found[shard]?.SchemaVersion ?? 0;
                if (version < SqlStatements.SchemaVersion) await MigrateAsync(shards[shard], shard, version, cancellationToken);
            }
        }
        finally
        {
            // Ends the transactions, and with them the locks.
            foreach (var connection in locked) await connection.DisposeAsync();
        }
    }

    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"SET LOCAL lock_timeout = {options.InitializeTimeoutMs}; SELECT pg_advisory_xact_lock(hashtextextended('journal/' || current_schema(), 0));",
            connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SettingsRow?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('journal_settings') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return null;

        await using var command = new NpgsqlCommand(statements.Get("settings_read"), connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? SettingsRow.Read(rows) : null;
    }

    /// <summary>In pieces, because the tables of a thousand partitions are more than one transaction can lock; each piece can be run again.</summary>
    private async Task MigrateAsync(NpgsqlDataSource shard, int number, int fromVersion, CancellationToken cancellationToken)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellationToken);
        for (var version = fromVersion + 1; version <= SqlStatements.SchemaVersion; version++)
        {
            await ExecuteAsync(connection, statements.Migration(version), [], cancellationToken);
            foreach (var partition in layout.PartitionsOf(number))
                await ExecuteAsync(connection, statements.Migration(version, partition), [], cancellationToken);
        }

        var settings = SettingsRow.Of(layout, options.PartitionCount, number);
        await ExecuteAsync(connection, statements.Get("settings_save"), settings.ToParameters(), cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Parameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
