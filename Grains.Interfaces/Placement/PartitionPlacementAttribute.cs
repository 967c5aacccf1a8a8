using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Placement;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Places a grain on the silo that its partition prefers among those of a role, so that the way between them is short.</summary>
/// <param name="role">One of <see cref="SiloRole"/>.</param>
/// <param name="keyKind">
/// Kind of the <see cref="PartitionKey"/> whose name is the grain's key up to the first '/'; null if the grain's integer key is the partition.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartitionPlacementAttribute(string role, string? keyKind = null)
    : PlacementAttribute(new PartitionPlacement(role, keyKind))
{
    public string Role { get; } = role;

    public string? KeyKind { get; } = keyKind;
}
