namespace CommandProcessor.Silo.Retail;

/// <summary>A customer's money.</summary>
/// <param name="Deposit">What all orders that are paid from the account cost.</param>
/// <param name="HasBlockedCard">There is a second account, which pays nothing.</param>
internal sealed record RetailPayer(string Customer, decimal Deposit, bool HasBlockedCard);
