using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What the dashboard said.</summary>
public static class AnalyticsPast
{
    extension(PastViews past)
    {
        /// <inheritdoc cref="IAnalyticsGrain.GetOverviewAsOfAsync"/>
        public Task<ShopOverview> GetOverviewAsync(AsOfAll asOf, CancellationToken cancellationToken) => past.AskAsync<AnalyticsModel, OverviewPart, ShopOverview>(
            asOf, AnalyticsAnswers.OverviewOf, static (parts, freshness) => AnalyticsAnswers.Merge(parts, freshness), cancellationToken);

        /// <inheritdoc cref="IAnalyticsGrain.GetSalesAsOfAsync"/>
        public Task<SalesSeries> GetSalesAsync(SalesRequest request, AsOfAll asOf, CancellationToken cancellationToken) => request.Mistake() is { } mistake
            ? throw new ArgumentException(mistake)
            : past.AskAsync<AnalyticsModel, SeriesPart, SalesSeries>(
                asOf,
                model => AnalyticsAnswers.SeriesOf(model, request),
                (parts, freshness) => AnalyticsAnswers.Merge(parts, request, freshness),
                cancellationToken);

        /// <inheritdoc cref="IAnalyticsGrain.GetRankingAsOfAsync"/>
        public Task<SalesRanking> GetRankingAsync(RankingRequest request, AsOfAll asOf, CancellationToken cancellationToken) => request.Mistake() is { } mistake
            ? throw new ArgumentException(mistake)
            : past.AskAsync<AnalyticsModel, RankingPart, SalesRanking>(
                asOf,
                model => AnalyticsAnswers.RankingOf(model, request),
                (parts, freshness) => AnalyticsAnswers.Merge(parts, request, freshness),
                cancellationToken);
    }
}
