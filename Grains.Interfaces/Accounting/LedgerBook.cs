namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>Whose books an account belongs to. Each balances by itself.</summary>
[GenerateSerializer, Alias("ledger-book")]
public enum LedgerBook
{
    Bank = 1,
    Shop = 2,
}
