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
    /// <remarks>
    /// Exact, and so products and categories are added up from all products of all partitions: 20 ms for 4,000 products in 16 partitions. A silo does
    /// that once and keeps it until the view is seen to have moved, which it looks for every <c>WatchPeriodMs</c>. Customers are looked through, each in
    /// its partition: 0.1 ms for a thousand of them.
    /// </remarks>
    [Alias("GetRanking")]
    Task<SalesRanking> GetRankingAsync(RankingRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>Totals, customers, and how orders fare, when they are different from what was shown.</summary>
    [Alias("WatchOverview")]
    Task<WatchAnswer<ShopOverview>> WatchOverviewAsync(WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>Sales by minute, hour or day, when they are different from what was shown.</summary>
    [Alias("WatchSales")]
    Task<WatchAnswer<SalesSeries>> WatchSalesAsync(SalesRequest request, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>Those with the greatest revenue, when they or their sales are different from what was shown.</summary>
    [Alias("WatchRanking")]
    Task<WatchAnswer<SalesRanking>> WatchRankingAsync(RankingRequest request, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>Totals, customers, and how orders fared then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetOverviewAsOf")]
    Task<ShopOverview> GetOverviewAsOfAsync(AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>Sales by minute, hour or day, as they were known then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetSalesAsOf")]
    Task<SalesSeries> GetSalesAsOfAsync(SalesRequest request, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>Those with the greatest revenue then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetRankingAsOf")]
    Task<SalesRanking> GetRankingAsOfAsync(RankingRequest request, AsOfAll asOf, CancellationToken cancellationToken);
}
