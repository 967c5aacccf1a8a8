using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What the grains of views over everybody share on a silo.</summary>
public sealed class PartitionViewParts(
    ProjectionServices services, Partitioning partitioning, PreferredSilos preferred, ILocalSiloDetails silo, IServiceProvider provider)
{
    public ProjectionServices Services { get; } = services;

    public Partitioning Partitioning { get; } = partitioning;

    public PreferredSilos Preferred { get; } = preferred;

    public ILocalSiloDetails Silo { get; } = silo;

    /// <summary>Where rows of the view go beside the read models; null if they do not.</summary>
    internal IModelSink<TModel>? SinkOf<TModel>()
        where TModel : PartitionModel => provider.GetService<IModelSink<TModel>>();
}
