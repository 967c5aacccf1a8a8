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
        while (TakeGroup() is { Count: > 0 } group) await CommitAsync(group);
    }

    /// <summary>The oldest that fit; of a partition that two writers believe to own, one. Without any the commit's place is free again.</summary>
    private List<PendingBatch> TakeGroup()
    {
        var group = new List<PendingBatch>();
        lock (_lock)
        {
            var eventCount = 0;
            _waiting.RemoveAll(pending =>
            {
                eventCount += pending.Batch.Events.Count;
                var fits = group.Count == 0
                    || (eventCount <= options.GroupEventCountMax && !group.Exists(other => other.Batch.Partition == pending.Batch.Partition));
                if (fits) group.Add(pending);
                return fits;
            });
            if (group.Count == 0) _commitCount--;
        }

        return group;
    }

    private async Task CommitAsync(List<PendingBatch> group)
    {
        var isSent = false;
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(statements.Get("append"), connection);
            AddTo(command.Parameters, [.. group.Select(pending => pending.Batch)]);
            isSent = true;
            var owned = new HashSet<int>();
            await using (var rows = await command.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync()) owned.Add(rows.GetInt32(0));
            }

            foreach (var pending in group) pending.SetResult(owned.Contains(pending.Batch.Partition) ? AppendOutcome.Appended : AppendOutcome.Fenced);
        }
        catch (PostgresException exception) when (group.Count > 1 && PostgresErrors.IsRolledBack(exception))
        {
            // Nothing of it is there. One batch's fault is not the others'.
            foreach (var pending in group) await CommitAsync([pending]);
        }
        catch (PostgresException exception) when (IsVersionTaken(exception, group[0].Batch.Partition))
        {
            group[0].SetResult(AppendOutcome.VersionTaken);
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
        new EventColumns(batches).AddTo(parameters);
    }

    private static bool IsVersionTaken(PostgresException exception, int partition) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == $"{SqlStatements.EventTable(partition)}_aggregate";

    private sealed class PendingBatch(AppendBatch batch) : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public AppendBatch Batch { get; } = batch;
    }
}
