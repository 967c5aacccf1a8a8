using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Which silo of the write role a partition prefers, by the membership that this silo sees.</summary>
internal sealed class PreferredSilos(IClusterMembershipService membership, ISiloRoles roles, Partitioning partitioning)
{
    private Spread? _newest;

    public SiloAddress? Of(int partition)
    {
        var snapshot = membership.CurrentSnapshot;
        if (Volatile.Read(ref _newest) is not { } spread || spread.Version != snapshot.Version)
        {
            var silos = snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active && roles.Has(member.SiloAddress, SiloRole.Write));
            spread = new(snapshot.Version, PartitionSpread.Of(partitioning.PartitionCount, [.. silos.Select(member => member.SiloAddress)]));
            Volatile.Write(ref _newest, spread);
        }

        return spread.Silos.Length == 0 ? null : spread.Silos[partition];
    }

    private sealed record Spread(MembershipVersion Version, SiloAddress[] Silos);
}
