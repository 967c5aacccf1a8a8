namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What moved in the name of one payment, refund or transfer, as the accounts say.</summary>
internal sealed class MoneyFlow(string currency)
{
    public string Currency => currency;

    /// <summary>Taken out of an account.</summary>
    public decimal Taken { get; set; }

    /// <summary>Taken in by the account that it was sent to.</summary>
    public decimal Arrived { get; set; }

    /// <summary>Taken in by an account that it came back to.</summary>
    public decimal Returned { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? BackTo { get; set; }

    public decimal InTransit => Taken - Arrived - Returned;

    public override string ToString() => FormattableString.Invariant($"{Taken} taken, {Arrived} arrived, {Returned} returned");
}
