using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What was bought together in the orders of one partition: the grain's key.</summary>
[Alias("CommandProcessor.IRecommendationPartitionGrain")]
public interface IRecommendationPartitionGrain : IPartitionViewGrain
{
    /// <summary>What is known of some products, in the order asked for; null for those of which nothing is.</summary>
    [Alias("GetCompany")]
    Task<PartitionAnswer<ImmutableArray<ProductCompany?>>> GetCompanyAsync(ImmutableArray<string> skus, AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>What a customer of the partition bought.</summary>
    [Alias("GetBasket")]
    Task<PartitionAnswer<CustomerBasket>> GetBasketAsync(string customer, AtLeast atLeast, CancellationToken cancellationToken);
}
