using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Runtime.Placement;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>
/// Places partitions and what belongs to them by <see cref="PartitionSpread"/>. It is an optimisation: a call that finds its grain elsewhere
/// is only slower.
/// </summary>
public sealed class PartitionPlacementDirector(Partitioning partitioning, ISiloRoles roles) : IPlacementDirector
{
    private Spread _newest = new("", [], []);

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var placement = (PartitionPlacement)strategy;
        var spread = SpreadOver(context.GetCompatibleSilos(target), placement.RoleOf(target.GrainIdentity));
        return Task.FromResult(spread[placement.PartitionOf(target.GrainIdentity, partitioning)]);
    }

    /// <summary>The silos that partitions prefer among those with the role; among all, if none has it or roles are not known yet.</summary>
    public SiloAddress[] SpreadOver(SiloAddress[] silos, string role)
    {
        var newest = Volatile.Read(ref _newest);
        var withRole = Array.FindAll(silos, silo => roles.Has(silo, role));
        if (withRole.Length == 0) withRole = silos;
        if (newest.Role == role && newest.Silos.AsSpan().SequenceEqual(withRole)) return newest.Preferred;

        var spread = new Spread(role, withRole, PartitionSpread.Of(partitioning.PartitionCount, withRole));
        Volatile.Write(ref _newest, spread);
        return spread.Preferred;
    }

    private sealed record Spread(string Role, SiloAddress[] Silos, SiloAddress[] Preferred);
}
