using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Which silo of the write role a partition prefers, by the membership that this silo sees now.</summary>
internal sealed class PreferredSilos(IClusterMembershipService membership, ISiloRoles roles, Partitioning partitioning)
{
    private readonly PartitionPlacementDirector _director = new(partitioning, roles);

    /// <summary>Null if no silo is active.</summary>
    public SiloAddress? Of(int partition)
    {
        // Asked anew each time: the roles of a silo become known a little after the silo itself.
        var active = membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active);
        var spread = _director.SpreadOver([.. active.Select(member => member.SiloAddress)], SiloRole.Write);
        return spread.Length == 0 ? null : spread[partition];
    }
}
