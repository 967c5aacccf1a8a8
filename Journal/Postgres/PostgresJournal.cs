using System.Data.Common;
using CommandProcessor.Journal.Sql;
using Npgsql;

namespace CommandProcessor.Journal.Postgres;

/// <summary>A journal in one PostgreSQL database, or with its partitions spread over several.</summary>
public sealed class PostgresJournal : SqlJournal
{
    private const string Dialect = "Postgres";

    /// <summary>Holds some hundred events, so that who reads many of them does not go to the socket for every dozen.</summary>
    private const int ReadBufferSize = 64 * 1024;

    private readonly IReadOnlyList<NpgsqlDataSource> _shards;
    private readonly CommitLane[] _lanes;
    private readonly ShardLayout _layout;
    private readonly PostgresSchema _schema;
    private readonly bool _ownsShards;

    /// <summary>Opens pools of its own for the connection strings in the options.</summary>
    public PostgresJournal(PostgresJournalOptions options, TimeProvider time)
        : this([.. options.ConnectionStrings.Select(text => CreateDataSource(text, options))], options, time) => _ownsShards = true;

    /// <summary>
    /// Uses pools that somebody else made and disposes. They should prepare statements by themselves ("Max Auto Prepare") and leave
    /// connections as they are ("No Reset On Close").
    /// </summary>
    public PostgresJournal(IReadOnlyList<NpgsqlDataSource> shards, PostgresJournalOptions options, TimeProvider time)
        : base(Dialect, options, time)
    {
        if (shards.Count == 0) throw new ArgumentException($"{JournalOptions.Section}:ConnectionStrings is empty; name at least one database.");
        if (options.PartitionRanges.Count > 0 && options.PartitionRanges.Count != shards.Count)
            throw new ArgumentException($"There are {options.PartitionRanges.Count} ranges of partitions for {shards.Count} databases.");
        _shards = shards;
        _lanes = [.. shards.Select(shard => new CommitLane(shard, Statements, options))];
        _layout = options.Layout(shards.Count);
        _schema = new(Statements, _layout, options);
    }

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _schema.InitializeAsync(_shards, cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.Translate(exception, isAppend: false) is { } translated)
        {
            throw translated;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_ownsShards) return;
        foreach (var shard in _shards) await shard.DisposeAsync();
    }

    internal override Task<AppendOutcome> AppendAsync(AppendBatch batch, CancellationToken cancellationToken) =>
        _lanes[_layout.ShardOf(batch.Partition)].AppendAsync(batch, cancellationToken);

    internal override async Task<bool> SavePublishedAsync(
        int partition, long epoch, long head, long published, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = ShardOf(partition).CreateCommand(Statements.Get("save_published"));
            command.Parameters.AddWithValue("partition", partition);
            command.Parameters.AddWithValue("epoch", epoch);
            command.Parameters.AddWithValue("head", head);
            command.Parameters.AddWithValue("published", published);
            return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        }
        catch (Exception exception) when (PostgresErrors.Translate(exception, isAppend: false) is { } translated)
        {
            throw translated;
        }
    }

    private protected override async Task<PartitionState> ClaimRowAsync(int partition, string owner, CancellationToken cancellationToken)
    {
        Parameter[] parameters = [new("partition", partition), new("owner", owner), new("claimed_at", Microseconds.From(Time.GetUtcNow()))];
        var claimed = await QueryAsync(partition, "claim", parameters, row => ReadState(partition, row), cancellationToken);
        return claimed.Count == 1 ? claimed[0] : throw Uninitialized(partition);
    }

    private protected override async Task<IReadOnlyList<T>> QueryAsync<T>(
        int partition, string statement, Parameter[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = ShardOf(partition).CreateCommand(Statements.Get(statement, partition));
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var all = new List<T>();
            while (await rows.ReadAsync(cancellationToken)) all.Add(read(rows));
            return all;
        }
        catch (Exception exception) when (PostgresErrors.Translate(exception, isAppend: false) is { } translated)
        {
            throw translated;
        }
    }

    private protected override object ToParameter(Guid value) => value;

    private protected override object ToParameter(string[] values) => values;

    private protected override Guid ReadId(DbDataReader row, int column) => row.GetGuid(column);

    private static NpgsqlDataSource CreateDataSource(string connectionString, PostgresJournalOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (text.MaxAutoPrepare == 0) (text.MaxAutoPrepare, text.AutoPrepareMinUsages) = (options.PreparedStatementCountMax, 2);
        text.ReadBufferSize = Math.Max(text.ReadBufferSize, ReadBufferSize);
        text.ApplicationName ??= "journal";
        return NpgsqlDataSource.Create(text);
    }

    private NpgsqlDataSource ShardOf(int partition) => _shards[_layout.ShardOf(partition)];
}
