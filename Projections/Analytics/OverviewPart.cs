using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What one partition knows of the shop as a whole.</summary>
[GenerateSerializer, Immutable, Alias("analytics-overview-part")]
public sealed record OverviewPart(
    [property: Id(0)] ImmutableArray<Sales> Totals,
    [property: Id(1)] Tally Tally,
    [property: Id(2)] ImmutableArray<StageRow> Stages,
    [property: Id(3)] ImmutableArray<DurationRow> Durations);
