namespace CommandProcessor.Grains.Interfaces.Addresses;

/// <summary>Where goods go.</summary>
[GenerateSerializer, Immutable, Alias("ship-to")]
public sealed record ShipTo([property: Id(0)] string Name, [property: Id(1)] string Address, [property: Id(2)] string Country);
