using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Silo.Retail;

/// <summary>From where and to where the money of orders goes.</summary>
internal static class RetailAccounts
{
    public const string Currency = "GBP";

    public static AccountId Shop { get; } = new("shop", "till");

    /// <summary>Holds what the customer's orders cost.</summary>
    public static AccountId Of(string customer) => new(customer, "main");

    /// <summary>Frozen: whatever is to be paid from it is declined.</summary>
    public static AccountId Blocked(string customer) => new(customer, "blocked-card");
}
