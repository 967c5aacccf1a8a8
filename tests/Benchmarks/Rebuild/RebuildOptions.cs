namespace CommandProcessor.Benchmarks.Rebuild;

/// <summary>What the benchmark of rebuilds measures.</summary>
internal sealed record RebuildOptions
{
    public const string CustomerOrders = "customer-orders";
    public const string TransactionHistory = "transaction-history";

    public static string[] AllViews { get; } = [CustomerOrders, TransactionHistory];

    public int Events { get; init; } = 2_000_000;

    public int Keys { get; init; } = 20_000;

    public int Partitions { get; init; } = 16;

    /// <summary>Callers whose commands are measured with and without a rebuild beside them.</summary>
    public int Callers { get; init; } = 32;

    /// <summary>Seconds of commands without a rebuild, before it and after it; 0 leaves commands out.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Seconds of commands beside a rebuild at most; then it goes on alone, for it leaves so much to commands that it lasts as long as they come.</summary>
    public int BesideSeconds { get; init; } = 120;

    public string[] Views { get; init; } = AllViews;
}
