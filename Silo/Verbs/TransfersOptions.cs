namespace CommandProcessor.Silo.Verbs;

/// <param name="TransferCount">How many transfers to bring to their end.</param>
/// <param name="AccountCount">How large the bank is; one of another size is another bank.</param>
/// <param name="Seed">Which transfers.</param>
/// <param name="CallerCount">How many callers request at once, each waiting for the end of its transfer before the next.</param>
internal sealed record TransfersOptions(int TransferCount, int AccountCount, int Seed, int CallerCount)
{
    /// <summary>Enough for some 60,000 commands and a steady rate, and less than a minute on a laptop with everything embedded.</summary>
    public const int TransferCountByDefault = 10_000;

    public const int TransferCountMax = 10_000_000;
    public const int AccountCountByDefault = 10_000;
    public const int AccountCountMax = 1_000_000;
}
