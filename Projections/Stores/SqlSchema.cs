using System.Data.Common;
using System.Globalization;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>Brings a database to the schema of this program by numbered scripts, in one transaction and under a lock.</summary>
internal static class SqlSchema
{
    public static async Task MigrateAsync(ISqlDialect dialect, CancellationToken cancellationToken)
    {
        var scripts = Scripts(dialect.Name);
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
            await using var write = connection.Command(dialect.Statements["WriteSchema"], transaction).Add("version", scripts.Count);
            await write.ExecuteNonQueryAsync(token);
            await transaction.CommitAsync(token);
            return scripts.Count;
        }, cancellationToken);
    }

    /// <summary>The first brings an empty database to version 1.</summary>
    private static IReadOnlyList<string> Scripts(string dialect)
    {
        var assembly = typeof(SqlSchema).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith($"Stores/Schema/{dialect}/", StringComparison.Ordinal));
        return [.. names.Order(StringComparer.Ordinal).Select(name => SqlFile.ReadText(assembly, name))];
    }

    private static ReadModelMismatchException Newer(int version, int known) =>
        new($"The database of the read models has schema {version}; this program knows up to {known}.");

    private static async ValueTask<int> VersionAsync(
        ISqlDialect dialect, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        await using var read = connection.Command(dialect.Statements["ReadSchema"], transaction);
        return Convert.ToInt32(await read.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
    }

    private static async ValueTask ExecuteAsync(DbConnection connection, DbTransaction transaction, string text, CancellationToken token)
    {
        await using var command = connection.Command(text, transaction);
        await command.ExecuteNonQueryAsync(token);
    }
}
