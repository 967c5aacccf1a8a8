using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>What never changes about a payment: for what, between whom, in which currency.</summary>
[GenerateSerializer, Immutable, Alias("payment-terms")]
public sealed record PaymentTerms(
    [property: Id(0)] OrderId Order,
    [property: Id(1)] AccountId Payer,
    [property: Id(2)] AccountId Payee,
    [property: Id(3)] string Currency);
