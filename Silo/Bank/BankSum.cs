namespace CommandProcessor.Silo.Bank;

/// <summary>Where the money of one currency is.</summary>
/// <param name="PaidIn">From outside.</param>
/// <param name="InAccounts">The sum of the balances, held money included.</param>
/// <param name="Held">The part of it that is promised to a transfer.</param>
/// <param name="InTransit">Out of one account and not in another, under the name of a transfer.</param>
internal readonly record struct BankSum(decimal PaidIn, decimal InAccounts, decimal Held, decimal InTransit)
{
    public bool IsRight => InAccounts + InTransit == PaidIn;

    public static BankSum operator +(BankSum one, BankSum other) => new(
        one.PaidIn + other.PaidIn, one.InAccounts + other.InAccounts, one.Held + other.Held, one.InTransit + other.InTransit);
}
