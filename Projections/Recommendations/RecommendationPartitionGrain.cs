using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>Counts what is bought together in one partition.</summary>
[GrainType(GrainTypeName)]
[HostedView(RecommendationProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read)]
public sealed class RecommendationPartitionGrain(IPartitionProjection<RecommendationModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<RecommendationModel>(projection, parts), IRecommendationPartitionGrain
{
    public const string GrainTypeName = "recommendation-partition";

    public Task<PartitionAnswer<ImmutableArray<ProductCompany?>>> GetCompanyAsync(
        ImmutableArray<string> skus, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync<ImmutableArray<ProductCompany?>>(atLeast, model => [.. skus.Select(model.Products.Find)], cancellationToken);

    public Task<PartitionAnswer<CustomerBasket>> GetBasketAsync(string customer, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => model.Customers.Find(customer) ?? CustomerBasket.Empty, cancellationToken);
}
