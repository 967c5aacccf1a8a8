using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Placement;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Places a grain on the silo that its partition prefers among those of a role, so that the way between them is short.</summary>
/// <param name="role">One of <see cref="SiloRole"/>.</param>
/// <param name="keyKind">
/// Kind of the <see cref="PartitionKey"/> whose name is the grain's key up to the first '/'; null if the grain's integer key is the partition.
/// </param>
/// <param name="isByView">
/// The grain's key is a partition with a view, such as "fraud-report", or a view and the version of the code that folds it, such as "fraud-report@2": it
/// is placed on silos that hold the view, or fold it so.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartitionPlacementAttribute(string role, string? keyKind = null, bool isByView = false)
    : PlacementAttribute(new PartitionPlacement(role, keyKind, isByView))
{
    public string Role { get; } = role;

    public string? KeyKind { get; } = keyKind;

    public bool IsByView { get; } = isByView;
}
