using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>From which account an order is paid, and into which.</summary>
[GenerateSerializer, Immutable, Alias("order-payment")]
public sealed record OrderPayment([property: Id(0)] AccountId Payer, [property: Id(1)] AccountId Payee)
{
    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake() => Payer.Mistake() ?? Payee.Mistake() ?? (Payer == Payee ? $"Account {Payer} would pay itself." : null);
}
