using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Queries;

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

    /// <summary>
    /// Watches totals, customers and how orders fare: what they are, then what they have become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    public IAsyncEnumerable<Watched<ShopOverview>> WatchOverviewAsync(WatchToken? after = null, CancellationToken cancellationToken = default) =>
        _sender.WatchAllAsync<IAnalyticsGrain, ShopOverview>(after, static (grain, watch, token) => grain.WatchOverviewAsync(watch, token), cancellationToken);

    /// <summary>Totals, customers, and how orders fared then, folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<ShopOverview> GetOverviewAsync(AsOfAll asOf, CancellationToken cancellationToken = default) =>
        _sender.AskAllAsOfAsync<IAnalyticsGrain, ShopOverview>(asOf, static (grain, point, token) => grain.GetOverviewAsOfAsync(point, token), cancellationToken);

    /// <summary>Sales by minute, hour or day, as they were known then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<SalesSeries> GetSalesAsync(SalesRequest request, AsOfAll asOf, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsOfAsync<IAnalyticsGrain, SalesSeries>(asOf, (grain, point, token) => grain.GetSalesAsOfAsync(request, point, token), cancellationToken);

    /// <summary>The countries, products, categories or customers with the greatest revenue then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<SalesRanking> GetRankingAsync(RankingRequest request, AsOfAll asOf, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsOfAsync<IAnalyticsGrain, SalesRanking>(asOf, (grain, point, token) => grain.GetRankingAsOfAsync(request, point, token), cancellationToken);

    /// <summary>
    /// Watches sales by minute, hour or day: what they are, then what they have become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<SalesSeries>> WatchSalesAsync(
        SalesRequest request, WatchToken? after = null, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.WatchAllAsync<IAnalyticsGrain, SalesSeries>(after, (grain, watch, token) => grain.WatchSalesAsync(request, watch, token), cancellationToken);

    /// <summary>
    /// Watches the countries, products, categories or customers with the greatest revenue: who they are, then who they have become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<SalesRanking>> WatchRankingAsync(
        RankingRequest request, WatchToken? after = null, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.WatchAllAsync<IAnalyticsGrain, SalesRanking>(after, (grain, watch, token) => grain.WatchRankingAsync(request, watch, token), cancellationToken);
}
