namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>So many of what the order's line of that number (from 1) asks for.</summary>
[GenerateSerializer, Immutable, Alias("shipment-line")]
public sealed record ShipmentLine([property: Id(0)] int LineNumber, [property: Id(1)] string Sku, [property: Id(2)] int Quantity);
