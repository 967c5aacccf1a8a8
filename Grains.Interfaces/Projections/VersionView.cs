namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>A version of a projection, with what it comes to.</summary>
/// <param name="Fold">Version of the code that folded it.</param>
/// <param name="State">"active", "building" or "kept".</param>
/// <param name="Keys">Read models.</param>
/// <param name="Items">Their items.</param>
/// <param name="Checksum">Of all read models: versions that are folded alike from the same events have the same.</param>
[GenerateSerializer, Immutable, Alias("version-view")]
public sealed record VersionView(
    [property: Id(0)] int Version,
    [property: Id(1)] int Fold,
    [property: Id(2)] string State,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] long Keys,
    [property: Id(5)] long Items,
    [property: Id(6)] long Checksum);
