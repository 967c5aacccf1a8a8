using System.Data.Common;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// The checkpoints of the road, in the database of the read models: whatever is lost of one is lost of the other, so that a checkpoint never
/// speaks for rows that are not there.
/// </summary>
public sealed class ConsumerCheckpoints
{
    private readonly ISqlDialect _dialect;

    private ConsumerCheckpoints(ISqlDialect dialect) => _dialect = dialect;

    /// <summary>The checkpoints that stand beside the read models of that store.</summary>
    public static ConsumerCheckpoints Beside(SqlReadModelStore store) => new(store.Dialect);

    /// <summary>Takes a partition over: a new epoch, under which alone checkpoints are taken from now on.</summary>
    public Task<Checkpoint> ClaimAsync(string group, int partition, string owner, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "ClaimCheckpoint", group, partition).Add("owner", owner);
            return (await command.RowsAsync(Read, token))[0];
        }, cancellationToken);

    /// <summary>False if another owner claimed the partition since; nothing was saved then.</summary>
    public Task<bool> SaveAsync(string group, int partition, Checkpoint checkpoint, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "SaveCheckpoint", group, partition)
                .Add("epoch", checkpoint.Epoch).Add("released", checkpoint.IsReleased).Add("next_offset", checkpoint.NextOffset).Add("sequence", checkpoint.Sequence);
            return await command.ExecuteNonQueryAsync(token) == 1;
        }, cancellationToken);

    /// <summary>What is saved, or null if nobody ever claimed the partition.</summary>
    public Task<Checkpoint?> ReadAsync(string group, int partition, CancellationToken cancellationToken) =>
        _dialect.ReadAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "ReadCheckpoint", group, partition);
            var rows = await command.RowsAsync(Read, token);
            return rows.Count == 0 ? null : rows[0];
        }, cancellationToken);

    private DbCommand Command(DbConnection connection, string statement, string group, int partition) =>
        connection.Command(_dialect.Statements[statement]).Add("group", group).Add("partition", partition);

    private static Checkpoint Read(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4));
}
