using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Search;

/// <summary>Feeds the index with the products of one partition.</summary>
[GrainType(GrainTypeName)]
[HostedView(ProductSearchProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read)]
public sealed class ProductSearchPartitionGrain(IPartitionProjection<ProductSearchModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<ProductSearchModel>(projection, parts), IProductSearchPartitionGrain
{
    public const string GrainTypeName = "product-search-partition";

    public Task<PartitionAnswer<int>> GetIndexedAsync(AtLeast atLeast, CancellationToken cancellationToken) => AskSavedAsync(atLeast, cancellationToken);
}
