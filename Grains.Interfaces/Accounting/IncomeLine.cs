namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What shops earned in a period, in one currency.</summary>
/// <param name="Period">Its first day.</param>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="Revenue">Charged for goods that left.</param>
/// <param name="Refunds">Given back of it, less what failed to be.</param>
/// <param name="Received">What arrived.</param>
/// <param name="PaidBack">What arrived back with customers.</param>
/// <param name="Defaulted">What could not be had.</param>
/// <param name="Receivables">Charged and not arrived, at the end of the period; without what is overdue.</param>
/// <param name="RefundsPayable">To be paid back, at the end of the period.</param>
[GenerateSerializer, Immutable, Alias("income-line")]
public sealed record IncomeLine(
    [property: Id(0)] DateOnly Period,
    [property: Id(1)] string Currency,
    [property: Id(2)] decimal Revenue,
    [property: Id(3)] decimal Refunds,
    [property: Id(4)] decimal Received,
    [property: Id(5)] decimal PaidBack,
    [property: Id(6)] decimal Defaulted,
    [property: Id(7)] decimal Receivables,
    [property: Id(8)] decimal RefundsPayable)
{
    public decimal Net() => Revenue - Refunds;
}
