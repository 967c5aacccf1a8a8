using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Client;

/// <summary>Questions about what the shop sells and how its orders fare. An answer shows what the session wrote.</summary>
public sealed class AnalyticsQueries
{
    private readonly QuerySender _sender;

    internal AnalyticsQueries(QuerySender sender) => _sender = sender;

    /// <summary>Totals, customers, and how orders fare from placed to delivered.</summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<ShopOverview> GetOverviewAsync(CancellationToken cancellationToken = default) =>
        _sender.AskAllAsync<IAnalyticsGrain, ShopOverview>(static (grain, atLeast, token) => grain.GetOverviewAsync(atLeast, token), cancellationToken);

    /// <summary>Sales by minute, hour or day.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public Task<SalesSeries> GetSalesAsync(SalesRequest request, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsync<IAnalyticsGrain, SalesSeries>((grain, atLeast, token) => grain.GetSalesAsync(request, atLeast, token), cancellationToken);

    /// <summary>The countries, products, categories or customers with the greatest revenue.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public Task<SalesRanking> GetRankingAsync(RankingRequest request, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsync<IAnalyticsGrain, SalesRanking>((grain, atLeast, token) => grain.GetRankingAsync(request, atLeast, token), cancellationToken);
}
