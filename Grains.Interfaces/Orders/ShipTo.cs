namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>Where an order goes.</summary>
[GenerateSerializer, Immutable, Alias("ship-to")]
public sealed record ShipTo([property: Id(0)] string Name, [property: Id(1)] string Address, [property: Id(2)] string Country);
