namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>One line of an entry; one of the two amounts is zero.</summary>
[GenerateSerializer, Immutable, Alias("ledger-posting")]
public sealed record LedgerPosting(
    [property: Id(0)] LedgerAccount Account,
    [property: Id(1)] decimal Debit,
    [property: Id(2)] decimal Credit);
