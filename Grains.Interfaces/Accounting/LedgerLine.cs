namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>One account of a trial balance.</summary>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="Account">Which.</param>
/// <param name="Debits">All that were posted.</param>
/// <param name="Credits">All that were posted.</param>
[GenerateSerializer, Immutable, Alias("ledger-line")]
public sealed record LedgerLine(
    [property: Id(0)] string Currency,
    [property: Id(1)] LedgerAccount Account,
    [property: Id(2)] decimal Debits,
    [property: Id(3)] decimal Credits)
{
    /// <summary>What is in it, positive on the side on which such an account grows.</summary>
    public decimal Balance() => Account.GrowsByDebits ? Debits - Credits : Credits - Debits;
}
