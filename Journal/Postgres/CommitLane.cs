using CommandProcessor.Journal.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CommandProcessor.Journal.Postgres;

/// <summary>
/// The appends of one database. What partitions hand over while others commit goes together into the next transaction, so that many
/// partitions cost the database little more than one. Each is still fenced by itself: the statement appends to those that are still owned.
/// </summary>
internal sealed class CommitLane(NpgsqlDataSource database, SqlStatements statements, PostgresJournalOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<PendingBatch> _waiting = []; // A writer has one append under way, so there are no more than partitions.
    private int _commitCount;

    /// <summary>A caller that stops waiting leaves its batch with an unknown fate.</summary>
    public Task<AppendOutcome> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        var pending = new PendingBatch(batch);
        var hasRoom = false;
        lock (_lock)
        {
            _waiting.Add(pending);
            if (_commitCount < options.CommitCountMax) (_commitCount, hasRoom) = (_commitCount + 1, true);
        }

        if (hasRoom) _ = CommitWaitingAsync();
        return pending.Task.WaitAsync(cancellationToken);
    }

    private async Task CommitWaitingAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
        {
            if (group.Count == 1) await CommitAloneAsync(group[0]);
            else await CommitTogetherAsync(group);
        }
    }

    /// <summary>The oldest that fit; of a partition that two writers believe to own, one. Without any the commit's place is free again.</summary>
    private List<PendingBatch> TakeGroup()
    {
        var group = new List<PendingBatch>();
        lock (_lock)
        {
            var (eventCount, rest) = (0, 0);
            foreach (var pending in _waiting)
            {
                eventCount += pending.Batch.Events.Count;
                var fits = group.Count == 0 || (eventCount <= options.GroupEventCountMax && !group.Exists(other => other.Batch.Partition == pending.Batch.Partition));
                if (fits) group.Add(pending);
                else _waiting[rest++] = pending;
            }

            _waiting.RemoveRange(rest, _waiting.Count - rest);
            if (group.Count == 0) _commitCount--;
        }

        return group;
    }

    private async Task CommitAloneAsync(PendingBatch pending)
    {
        var batch = pending.Batch;
        var isSent = false;
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(statements.Get("append", batch.Partition), connection);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Partition });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Epoch });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Head });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Events.Count });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Published });
            command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = batch.Hash });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.RecordedAt });
            new EventColumns([batch]).AddTo(command.Parameters);
            isSent = true;
            pending.SetResult(await command.ExecuteNonQueryAsync() == 0 ? AppendOutcome.Fenced : AppendOutcome.Appended);
        }
        catch (PostgresException exception) when (IsVersionTaken(exception, batch.Partition))
        {
            pending.SetResult(AppendOutcome.VersionTaken);
        }
        catch (Exception exception)
        {
            pending.SetException(PostgresErrors.Translate(exception, isSent) ?? exception);
        }
    }

    private async Task CommitTogetherAsync(List<PendingBatch> group)
    {
        var isSent = false;
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(statements.Get("append_together"), connection);
            AddTo(command.Parameters, [.. group.Select(pending => pending.Batch)]);
            isSent = true;
            var owned = new HashSet<int>();
            await using (var rows = await command.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync()) owned.Add(rows.GetInt32(0));
            }

            foreach (var pending in group) pending.SetResult(owned.Contains(pending.Batch.Partition) ? AppendOutcome.Appended : AppendOutcome.Fenced);
        }
        catch (PostgresException exception) when (PostgresErrors.IsRolledBack(exception))
        {
            // Nothing of it is there. One batch's fault is not the others'.
            foreach (var pending in group) await CommitAloneAsync(pending);
        }
        catch (Exception exception)
        {
            foreach (var pending in group) pending.SetException(PostgresErrors.Translate(exception, isSent) ?? exception);
        }
    }

    private static void AddTo(NpgsqlParameterCollection parameters, AppendBatch[] batches)
    {
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => batch.Partition), NpgsqlDbType.Integer));
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => batch.Epoch), NpgsqlDbType.Bigint));
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => batch.Head), NpgsqlDbType.Bigint));
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => (long)batch.Events.Count), NpgsqlDbType.Bigint));
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => batch.Published), NpgsqlDbType.Bigint));
        parameters.Add(EventColumns.Array(Array.ConvertAll(batches, batch => batch.Hash), NpgsqlDbType.Bytea));
        new EventColumns(batches).AddWithPartitionsTo(parameters);
    }

    private static bool IsVersionTaken(PostgresException exception, int partition) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == $"{SqlStatements.EventTable(partition)}_aggregate";

    private sealed class PendingBatch(AppendBatch batch) : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public AppendBatch Batch { get; } = batch;
    }
}
