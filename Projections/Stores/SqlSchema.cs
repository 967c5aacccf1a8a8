using System.Data.Common;
using System.Globalization;

namespace CommandProcessor.Projections.Stores;

/// <summary>Brings a database to the schema of this program by numbered scripts, in one transaction and under a lock.</summary>
internal static class SqlSchema
{
    public static async Task MigrateAsync(ISqlDialect dialect, CancellationToken cancellationToken)
    {
        var scripts = SqlStatements.Scripts(dialect.Name);
        await dialect.WriteAsync(async (connection, token) =>
        {
            // SQLite locks here; PostgreSQL with the first statement.
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            await ExecuteAsync(connection, transaction, dialect.Statements["LockSchema"], token);
            var version = await VersionAsync(dialect, connection, transaction, token);
            if (version > scripts.Count) throw Newer(version, scripts.Count);
            if (version == scripts.Count) return version;

            foreach (var script in scripts.Skip(version)) await ExecuteAsync(connection, transaction, script, token);
            await using var write = connection.Command(dialect.Statements["WriteSchema"]).Add("version", scripts.Count);
            write.Transaction = transaction;
            await write.ExecuteNonQueryAsync(token);
            await transaction.CommitAsync(token);
            return scripts.Count;
        }, cancellationToken);
    }

    private static ReadModelMismatchException Newer(int version, int known) =>
        new($"The database of the read models has schema {version}; this program knows up to {known}.");

    private static async ValueTask<int> VersionAsync(
        ISqlDialect dialect, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        await using var read = connection.Command(dialect.Statements["ReadSchema"]);
        read.Transaction = transaction;
        return Convert.ToInt32(await read.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
    }

    private static async ValueTask ExecuteAsync(DbConnection connection, DbTransaction transaction, string text, CancellationToken token)
    {
        await using var command = connection.Command(text);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(token);
    }
}
