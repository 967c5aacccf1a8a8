namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>So many of what the order's line of that number (from 1) delivered come back.</summary>
[GenerateSerializer, Immutable, Alias("returned-line")]
public sealed record ReturnedLine([property: Id(0)] int LineNumber, [property: Id(1)] int Quantity);
