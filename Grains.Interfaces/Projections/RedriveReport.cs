using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>What a redrive came to.</summary>
/// <param name="Redriven">Read models that flow again.</param>
/// <param name="StillParked">Those that wait at an event still, or at another now.</param>
/// <param name="Next">Asks for the rest; null if there is none.</param>
[GenerateSerializer, Immutable, Alias("redrive-report")]
public sealed record RedriveReport(
    [property: Id(0)] int Redriven,
    [property: Id(1)] ImmutableArray<ParkedReadModel> StillParked,
    [property: Id(2)] string? Next);
