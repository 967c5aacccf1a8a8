namespace CommandProcessor.Projections.Stores;

/// <summary>One version of a projection: rows of its own.</summary>
/// <param name="Fold">Version of the code that folded it.</param>
/// <param name="ChangedAt">Since when it is in its state.</param>
public sealed record ProjectionVersion(ReadModelId Model, int Fold, VersionState State, DateTimeOffset ChangedAt);

/// <summary>What a version comes to, to compare it with another.</summary>
/// <param name="Checksum">Of all heads and items; comparable between versions in one database.</param>
[GenerateSerializer, Immutable, Alias("version-measure")]
public readonly record struct VersionMeasure([property: Id(0)] long Keys, [property: Id(1)] long Items, [property: Id(2)] long Checksum);
