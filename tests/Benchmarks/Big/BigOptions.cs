namespace CommandProcessor.Benchmarks.Big;

/// <summary>What the benchmark of big read models measures.</summary>
internal sealed record BigOptions
{
    public const string Postgres = "postgres";
    public const string Sqlite = "sqlite";

    public static readonly string[] AllStores = [Postgres, Sqlite];

    public string[] Stores { get; init; } = AllStores;

    /// <summary>Of the small read models; more than are kept in memory.</summary>
    public int Small { get; init; } = 1_000;

    /// <summary>Of the big account.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>Of the big customer.</summary>
    public int Orders { get; init; } = 100_000;

    public int Rounds { get; init; } = 5;

    /// <summary>Events, and pages, of a round.</summary>
    public int Count { get; init; } = 2_000;
}
