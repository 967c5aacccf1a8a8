namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>The money of one currency.</summary>
/// <param name="PaidIn">From outside.</param>
/// <param name="PaidOut">To outside.</param>
/// <param name="Balances">Of all accounts.</param>
/// <param name="Held">The part of it that is promised to somebody.</param>
/// <param name="InTransit">Out of one account and not yet in another.</param>
internal sealed record MoneyTotals(string Currency, int AccountCount, decimal PaidIn, decimal PaidOut, decimal Balances, decimal Held, decimal InTransit)
{
    public bool AddsUp => PaidIn - PaidOut == Balances + InTransit;
}
