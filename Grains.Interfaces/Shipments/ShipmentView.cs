using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>A shipment as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("shipment-view")]
public sealed record ShipmentView
{
    [Id(0)] public required ShipmentStatus Status { get; init; }

    [Id(1)] public required OrderId Order { get; init; }

    [Id(2)] public required ImmutableArray<ShipmentLine> Lines { get; init; }

    [Id(3)] public required ShipTo ShipTo { get; init; }

    [Id(4)] public string? Carrier { get; init; }

    [Id(5)] public string? TrackingNumber { get; init; }

    /// <summary>What became of the order if the goods were lost.</summary>
    [Id(6)] public LossResolution? Resolution { get; init; }

    /// <summary>Why it was lost or cancelled.</summary>
    [Id(7)] public string? Reason { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(8)] public required long Version { get; init; }
}
