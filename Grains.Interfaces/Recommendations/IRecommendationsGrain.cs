using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Recommendations;

/// <summary>What goes with what, over everybody; its key is 0. What nobody ever bought goes with nothing.</summary>
[Alias("CommandProcessor.IRecommendationsGrain")]
public interface IRecommendationsGrain : IGrainWithIntegerKey
{
    /// <summary>What others bought together with a product.</summary>
    /// <param name="countMax">1 to <see cref="RecommendationLimits.CountMax"/>.</param>
    [Alias("GetByProduct")]
    Task<ProductRecommendations> GetByProductAsync(string sku, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>What a customer might like.</summary>
    /// <param name="countMax">1 to <see cref="RecommendationLimits.CountMax"/>.</param>
    [Alias("GetByCustomer")]
    Task<CustomerRecommendations> GetByCustomerAsync(string customer, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>What others bought together with a product, when it is different from what was shown.</summary>
    [Alias("WatchByProduct")]
    Task<WatchAnswer<ProductRecommendations>> WatchByProductAsync(string sku, int countMax, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>What a customer might like, when it is different from what was shown.</summary>
    [Alias("WatchByCustomer")]
    Task<WatchAnswer<CustomerRecommendations>> WatchByCustomerAsync(string customer, int countMax, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>What others had bought together with a product then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetByProductAsOf")]
    Task<ProductRecommendations> GetByProductAsOfAsync(string sku, int countMax, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>What a customer might have liked then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetByCustomerAsOf")]
    Task<CustomerRecommendations> GetByCustomerAsOfAsync(string customer, int countMax, AsOfAll asOf, CancellationToken cancellationToken);
}
