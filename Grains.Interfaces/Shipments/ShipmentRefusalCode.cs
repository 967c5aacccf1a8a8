namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>Codes of the refusals of a shipment, checked in this order. Never reused.</summary>
public static class ShipmentRefusalCode
{
    public const int NotCreated = 500;
    public const int AlreadyCreated = 501;
    public const int NotDispatchable = 502;
    public const int NotDeliverable = 503;
    public const int NotLosable = 504;
    public const int NotCancellable = 505;

    public const int MalformedOrder = 510;
    public const int NoLines = 511;
    public const int TooManyLines = 512;
    public const int MissingLine = 513;
    public const int LineNumberOutOfRange = 514;
    public const int LineTwice = 515;
    public const int MalformedSku = 516;
    public const int QuantityOutOfRange = 517;
    public const int MalformedShipTo = 518;
    public const int UnknownResolution = 519;
    public const int MalformedText = 520;
}
