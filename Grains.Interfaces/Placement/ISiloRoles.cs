namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Tells the roles of the cluster's silos.</summary>
public interface ISiloRoles
{
    bool Has(SiloAddress silo, string role);
}
