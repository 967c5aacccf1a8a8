using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>The dashboard of the shop; its key is 0.</summary>
[Alias("CommandProcessor.IAnalyticsGrain")]
public interface IAnalyticsGrain : IGrainWithIntegerKey
{
    /// <summary>Totals, customers, and how orders fare.</summary>
    [Alias("GetOverview")]
    Task<ShopOverview> GetOverviewAsync(AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>Sales by minute, hour or day.</summary>
    [Alias("GetSales")]
    Task<SalesSeries> GetSalesAsync(SalesRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>The countries, products, categories or customers with the greatest revenue.</summary>
    /// <remarks>Products and categories are added up from all products of all partitions: milliseconds, where the others take microseconds.</remarks>
    [Alias("GetRanking")]
    Task<SalesRanking> GetRankingAsync(RankingRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);
}
