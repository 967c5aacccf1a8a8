using System.Diagnostics;

namespace CommandProcessor.Silo.Retail;

/// <summary>Why a line, or what it asks for, is left out.</summary>
internal enum RetailReason
{
    Malformed,
    Cancellation,
    BadDebt,
    QuantityNotPositive,
    PriceNotPositive,
    PriceTooFine,
    BeyondLimits,
    LateLine,
    RefusedByShop,
}

internal static class RetailReasons
{
    extension(RetailReason reason)
    {
        public string Text => reason switch
        {
            RetailReason.Malformed => "cannot be read",
            RetailReason.Cancellation => "cancels nothing that was bought before (C…)",
            RetailReason.BadDebt => "adjusts bad debt (A…)",
            RetailReason.QuantityNotPositive => "quantity not positive",
            RetailReason.PriceNotPositive => "price not positive",
            RetailReason.PriceTooFine => "price finer than a penny",
            RetailReason.BeyondLimits => "beyond what an order may hold",
            RetailReason.LateLine => "its invoice had ended long before",
            RetailReason.RefusedByShop => "refused by the shop",
            _ => throw new UnreachableException(),
        };
    }
}
