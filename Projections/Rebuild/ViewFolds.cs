using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>By which versions of the code the silos of the cluster fold the views.</summary>
internal sealed class ViewFolds(ISiloRoles roles)
{
    /// <summary>
    /// True if no silo folds the view by another version of the code. One that joins may not be known yet: it shows a version of its own before it takes
    /// events, and whoever holds his for complete is told so by the database.
    /// </summary>
    public bool IsAlone(ProjectionDescription view) =>
        Array.TrueForAll(roles.Active, silo => !roles.Has(silo, SiloRole.OfView(view.Name)) || roles.Has(silo, SiloRole.OfFold(view.Name, view.Fold)));
}
