using System.Globalization;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;
using Orleans.Metadata;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Tells the cluster by which version of the code this silo folds each view that it holds.</summary>
internal sealed class ViewFoldProperties(IEnumerable<ProjectionDescription> projections) : IGrainPropertiesProvider
{
    private readonly ProjectionDescription[] _projections = [.. projections];

    public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        if (Array.Find(_projections, projection => projection.GrainType == grainType) is { } view)
            properties[HostedViewAttribute.FoldProperty] = view.Fold.ToString(CultureInfo.InvariantCulture);
    }
}
