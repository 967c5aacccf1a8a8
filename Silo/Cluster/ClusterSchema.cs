using CommandProcessor.Journal.Sql;
using Npgsql;

namespace CommandProcessor.Silo.Cluster;

/// <summary>Creates what Orleans' ADO.NET clustering and reminders need in PostgreSQL. Silos that start together take turns.</summary>
internal static class ClusterSchema
{
    /// <summary>Any number that no other user of the database locks; spells "cluster".</summary>
    private const long LockKey = 0x636c_7573_7465_72;

    public static async Task CreateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT pg_advisory_xact_lock({LockKey})";
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = SqlFile.ReadText(typeof(ClusterSchema).Assembly, "cluster.postgresql.sql");
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
