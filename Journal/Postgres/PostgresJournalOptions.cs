using Npgsql;

namespace CommandProcessor.Journal.Postgres;

public sealed class PostgresJournalOptions : JournalOptions
{
    public const int ShardCountMax = 64;

    /// <summary>One a database; the journal's partitions are spread over them.</summary>
    public IList<string> ConnectionStrings { get; set; } = [];

    /// <summary>Which partitions each database holds, such as "0-7" and "8-15". Empty: partition p is in database p % count.</summary>
    public IList<string> PartitionRanges { get; set; } = [];

    /// <summary>Longest wait for another process that is creating or migrating the schema.</summary>
    public int InitializeTimeoutMs { get; set; } = 60_000;

    /// <summary>Prepared statements that each connection keeps.</summary>
    public int PreparedStatementCountMax { get; set; } = 500;

    /// <summary>
    /// Transactions of appends under way in each database at most; what is handed over meanwhile shares the next one. Two keep the database busy
    /// while one of them waits for the disk.
    /// </summary>
    public int CommitCountMax { get; set; } = 2;

    public override IEnumerable<string> Mistakes()
    {
        foreach (var mistake in base.Mistakes()) yield return mistake;
        if (ConnectionStrings.Count > ShardCountMax) yield return OutOfRange("ConnectionStrings.Count", ConnectionStrings.Count, 1, ShardCountMax);
        if (ConnectionStrings.Count > PartitionCount)
            yield return $"{Section}:ConnectionStrings has {ConnectionStrings.Count} entries for {PartitionCount} partitions.";
        if (ConnectionStrings.Distinct().Count() < ConnectionStrings.Count) yield return $"{Section}:ConnectionStrings names a database twice.";
        for (var i = 0; i < ConnectionStrings.Count; i++)
            if (!IsConnectionString(ConnectionStrings[i])) yield return $"{Section}:ConnectionStrings:{i} is no connection string of Npgsql.";
        if (PartitionRanges.Count > 0 && ConnectionStrings.Count > 0 && PartitionRanges.Count != ConnectionStrings.Count)
            yield return $"{Section}:PartitionRanges has {PartitionRanges.Count} entries for {ConnectionStrings.Count} databases.";
        if (RangesMistake() is { } ranges) yield return $"{Section}:PartitionRanges: {ranges}";
        if (InitializeTimeoutMs is < 1 or > 3_600_000) yield return OutOfRange(nameof(InitializeTimeoutMs), InitializeTimeoutMs, 1, 3_600_000);
        if (CommitCountMax is < 1 or > 100) yield return OutOfRange(nameof(CommitCountMax), CommitCountMax, 1, 100);
        if (PreparedStatementCountMax is < 0 or > 10_000) yield return OutOfRange(nameof(PreparedStatementCountMax), PreparedStatementCountMax, 0, 10_000);
    }

    internal ShardLayout Layout(int shardCount) =>
        PartitionRanges.Count == 0 ? ShardLayout.Modulo(PartitionCount, shardCount) : ShardLayout.Parse(PartitionCount, [.. PartitionRanges]);

    private string? RangesMistake()
    {
        if (PartitionRanges.Count == 0 || PartitionCount < 1) return null;
        try
        {
            Layout(PartitionRanges.Count);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
