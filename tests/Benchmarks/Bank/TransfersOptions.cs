namespace CommandProcessor.Benchmarks.Bank;

/// <summary>What the benchmark of transfers measures.</summary>
internal sealed record TransfersOptions : BankOptions
{
    public TransfersOptions() { }

    public TransfersOptions(BankOptions works)
        : base(works) { }

    public int Accounts { get; init; } = 10_000;
}
