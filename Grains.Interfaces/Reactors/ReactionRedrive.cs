using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>What a redrive of parked processes came to.</summary>
/// <param name="Redriven">Processes and due times that flow again.</param>
/// <param name="StillParked">Those that wait still, at the same event or at another now, and those that are still being tried.</param>
/// <param name="Next">The partition to go on with; null if there is none.</param>
[GenerateSerializer, Immutable, Alias("reaction-redrive")]
public sealed record ReactionRedrive(
    [property: Id(0)] int Redriven,
    [property: Id(1)] ImmutableArray<ParkedReaction> StillParked,
    [property: Id(2)] int? Next);
