using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>What was sold in a minute, an hour or a day.</summary>
/// <param name="Start">When it begins, in UTC.</param>
/// <param name="Sales">By currency.</param>
[GenerateSerializer, Immutable, Alias("sales-point")]
public sealed record SalesPoint([property: Id(0)] DateTimeOffset Start, [property: Id(1)] ImmutableArray<Sales> Sales);
