namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Tells the cluster's silos and their roles.</summary>
public interface ISiloRoles
{
    /// <summary>The silos that are active by the membership that this silo sees now.</summary>
    SiloAddress[] Active { get; }

    bool Has(SiloAddress silo, string role);
}
