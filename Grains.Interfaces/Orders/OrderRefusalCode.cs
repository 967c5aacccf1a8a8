namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>Codes of the refusals of an order, checked in this order. Never reused.</summary>
public static class OrderRefusalCode
{
    public const int NotPlaced = 100;
    public const int AlreadyPlaced = 101;
    public const int NotOpenForAmendment = 102;
    public const int NotCancellable = 103;
    public const int NotConfirmable = 104;
    public const int NotRejectable = 105;
    public const int NotShippable = 106;
    public const int NotDeliverable = 107;
    public const int NotReturnable = 108;
    public const int NotAmendable = 109;

    public const int UnknownCurrency = 110;
    public const int NoLines = 111;
    public const int TooManyLines = 112;
    public const int MalformedSku = 113;
    public const int QuantityOutOfRange = 114;
    public const int UnitPriceOutOfRange = 115;
    public const int UnitPriceTooFine = 116;
    public const int MalformedShipTo = 117;
    public const int OrderedInFuture = 118;
    public const int MalformedText = 119;
    public const int NoSuchLine = 120;
    public const int ReturnsTooMany = 121;
    public const int MalformedPayment = 122;
    public const int NotLosable = 123;
}
