using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Journal;

/// <summary>What the stores have in common: all that can be said in ADO.NET. They differ in their SQL and in how an append gets there.</summary>
public abstract class SqlJournal : IJournal, IAsyncDisposable
{
    private readonly Func<DbDataReader, int, Guid> _readId;

    private protected SqlJournal(string dialect, JournalOptions options, TimeProvider time)
    {
        options.Check();
        _readId = ReadId;
        Options = options;
        Time = time;
        Partitioning = new(options.PartitionCount);
        Statements = new(dialect, options.PartitionCount);
    }

    public Partitioning Partitioning { get; }

    internal JournalOptions Options { get; }

    internal TimeProvider Time { get; }

    private protected SqlStatements Statements { get; }

    public abstract Task InitializeAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    public async Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken)
    {
        Partitioning.Require(partition);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        var claimed = await ClaimRowAsync(partition, owner, cancellationToken);
        return new PartitionWriter(this, claimed, await ReadRecentAsync(claimed, cancellationToken));
    }

    public async Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken)
    {
        Partitioning.Require(partition);
        var states = await QueryAsync(partition, "state", [new("partition", partition)], row => ReadState(partition, row), cancellationToken);
        return states.Count == 1 ? states[0] : throw Uninitialized(partition);
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(
        int partition, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        Partitioning.Require(partition);
        CheckCount(countMax);
        return QueryAsync(partition, "read_partition", [new("from", fromPosition), new("count", countMax)], ReadEvent, cancellationToken);
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken)
    {
        CheckCount(countMax);
        Parameter[] parameters = [new("aggregate", aggregate.Value), new("from", fromVersion), new("count", countMax)];
        return QueryAsync(Partitioning.PartitionOf(key), "read_aggregate", parameters, ReadEvent, cancellationToken);
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        CheckCount(countMax);
        Parameter[] parameters = [new("key", key.Value), new("from", fromPosition), new("count", countMax)];
        return QueryAsync(Partitioning.PartitionOf(key), "read_key", parameters, ReadEvent, cancellationToken);
    }

    public async Task<RecordedEvent?> FindCommandAsync(
        PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken)
    {
        Parameter[] parameters = [new("aggregate", aggregate.Value), new("command", ToParameter(commandId.Value))];
        var found = await QueryAsync(Partitioning.PartitionOf(key), "find_command", parameters, ReadEvent, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken)
    {
        Partitioning.Require(partition);
        CheckCount(countMax);
        Parameter[] parameters = [new("after", after?.Value ?? ""), new("count", countMax)];
        return QueryAsync(partition, "read_keys", parameters, row => PartitionKey.Parse(row.GetString(0)), cancellationToken);
    }

    internal Task<IReadOnlyList<LookedUp>> LookUpAsync(int partition, string[] keys, string[] aggregates, CancellationToken cancellationToken) =>
        QueryAsync(partition, "look_up", [new("keys", ToParameter(keys)), new("aggregates", ToParameter(aggregates))],
            row => new LookedUp(row.GetInt32(0) == 1, row.GetString(1), row.GetInt64(2)), cancellationToken);

    internal abstract Task<AppendOutcome> AppendAsync(AppendBatch batch, CancellationToken cancellationToken);

    /// <summary>False if the partition is not the writer's any more, or does not stand where it believes.</summary>
    internal abstract Task<bool> SavePublishedAsync(int partition, long epoch, long head, long published, CancellationToken cancellationToken);

    private protected abstract Task<PartitionState> ClaimRowAsync(int partition, string owner, CancellationToken cancellationToken);

    /// <summary>Runs a statement that only reads, and turns the store's exceptions into ours.</summary>
    private protected abstract Task<IReadOnlyList<T>> QueryAsync<T>(
        int partition, string statement, Parameter[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private protected abstract object ToParameter(Guid value);

    private protected abstract object ToParameter(string[] values);

    private protected abstract Guid ReadId(DbDataReader row, int column);

    private protected static PartitionState ReadState(int partition, DbDataReader row) =>
        new(partition, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) { Hash = row.GetFieldValue<byte[]>(3) };

    private protected static JournalException Uninitialized(int partition) =>
        new($"Partition {partition} is not in the database; was the journal initialized?", isTransient: false, isOutcomeUnknown: false);

    private RecordedEvent ReadEvent(DbDataReader row) => EventRow.Read(row, _readId);

    private Task<IReadOnlyList<RecentEvent>> ReadRecentAsync(PartitionState claimed, CancellationToken cancellationToken) =>
        QueryAsync(claimed.Partition, "recent", [new("after", Math.Max(0, claimed.Head - Options.WarmEventCountMax))],
            row => new RecentEvent(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)), cancellationToken);

    private void CheckCount(int countMax)
    {
        if (countMax < 1 || countMax > Options.ReadCountMax)
            throw new ArgumentOutOfRangeException(nameof(countMax), $"Count {countMax} is not between 1 and JournalOptions.ReadCountMax {Options.ReadCountMax}.");
    }
}
