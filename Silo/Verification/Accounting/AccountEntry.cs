namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>An account as its events add up.</summary>
internal sealed class AccountEntry(string currency, decimal overdraftLimit)
{
    private Dictionary<string, Reserved>? _holds;

    public string Currency => currency;

    public decimal Balance { get; set; }

    public decimal Held { get; private set; }

    public bool IsOverdrawn => Balance - Held < -overdraftLimit;

    public IReadOnlyDictionary<string, Reserved> Holds => _holds ?? [];

    public bool Hold(string holdId, Reserved hold)
    {
        Held += hold.Amount;
        return (_holds ??= new(StringComparer.Ordinal)).TryAdd(holdId, hold);
    }

    /// <returns>False if there was no such hold, or of another amount.</returns>
    public bool Free(string holdId, decimal amount)
    {
        if (_holds is null || !_holds.Remove(holdId, out var hold)) return false;
        Held -= hold.Amount;
        if (_holds.Count == 0) _holds = null; // There are many accounts, and few of them hold something.
        return hold.Amount == amount;
    }
}
