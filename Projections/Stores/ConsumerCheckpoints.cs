using System.Data.Common;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// The checkpoints of the road, in the database of the read models: whatever is lost of one is lost of the other, so that a checkpoint
/// never speaks for rows that are not there.
/// </summary>
public sealed class ConsumerCheckpoints
{
    private readonly ISqlDialect _dialect;

    private ConsumerCheckpoints(ISqlDialect dialect) => _dialect = dialect;

    /// <summary>The checkpoints that stand beside the read models of that store.</summary>
    public static ConsumerCheckpoints Beside(SqlReadModelStore store) => new(store.Dialect);

    /// <summary>
    /// Takes a partition over: a new epoch, under which alone checkpoints are taken from now on. Null, and nothing changed, if the
    /// newest epoch is not <paramref name="after"/> (0: nobody ever claimed it): somebody else was faster.
    /// </summary>
    public Task<ConsumerCheckpoint?> ClaimAsync(ConsumerPartition partition, string owner, long after, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "ClaimCheckpoint", partition).Add("owner", owner).Add("after", after);
            var rows = await command.RowsAsync(Read, token);
            return rows.Count == 0 ? null : rows[0];
        }, cancellationToken);

    /// <summary>
    /// Saves progress, and gives the partition up if <paramref name="release"/>. False if a newer epoch stands there; nothing was saved
    /// then.
    /// </summary>
    public Task<bool> SaveAsync(
        ConsumerPartition partition, long epoch, long nextOffset, long sequence, bool release, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "SaveCheckpoint", partition)
                .Add("epoch", epoch).Add("next_offset", nextOffset).Add("sequence", sequence).Add("released", release);
            return await command.ExecuteNonQueryAsync(token) == 1;
        }, cancellationToken);

    /// <summary>What is saved, or null if nobody ever claimed the partition.</summary>
    public Task<ConsumerCheckpoint?> ReadAsync(ConsumerPartition partition, CancellationToken cancellationToken) =>
        _dialect.ReadAsync(async (connection, token) =>
        {
            await using var command = Command(connection, "ReadCheckpoint", partition);
            var rows = await command.RowsAsync(Read, token);
            return rows.Count == 0 ? null : rows[0];
        }, cancellationToken);

    private DbCommand Command(DbConnection connection, string statement, ConsumerPartition partition) =>
        connection.Command(_dialect.Statements[statement])
        .Add("group", partition.Group).Add("topic", partition.Topic).Add("partition", partition.Partition);

    private static ConsumerCheckpoint Read(DbDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4));
}
