using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>Questions about what looks like fraud. An answer shows what the session wrote, acknowledgements too.</summary>
public sealed class FraudQueries
{
    private readonly QuerySender _sender;

    internal FraudQueries(QuerySender sender) => _sender = sender;

    /// <summary>What is open, the worst first, and what became of all that was ever raised.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<FraudReport> GetReportAsync(FraudReportRequest? request = null, CancellationToken cancellationToken = default)
    {
        var asked = request ?? new FraudReportRequest();
        return asked.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsync<IFraudReportGrain, FraudReport>((grain, atLeast, token) => grain.GetReportAsync(asked, atLeast, token), cancellationToken);
    }

    /// <summary>A page of all alerts that were ever raised, as they stand; the newest first.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest? request = null, CancellationToken cancellationToken = default)
    {
        var page = request ?? new FraudAlertPageRequest();
        return page.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsync<IFraudReportGrain, FraudAlertPage>((grain, atLeast, token) => grain.GetAlertsAsync(page, atLeast, token), cancellationToken);
    }

    /// <summary>All alerts that were ever raised, the newest first, asked for page by page as they are taken.</summary>
    public async IAsyncEnumerable<FraudAlert> EnumerateAlertsAsync(
        FraudAlertPageRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request ?? new FraudAlertPageRequest();
        while (true)
        {
            var page = await GetAlertsAsync(next, cancellationToken);
            foreach (var alert in page.Alerts) yield return alert;
            if (page.Next is null) yield break;
            next = next with { After = page.Next };
        }
    }

    /// <summary>One open alert, or null if it is not open.</summary>
    /// <exception cref="ArgumentException">The id is malformed; nothing was asked.</exception>
    public Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, CancellationToken cancellationToken = default) => alert.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(alert))
        : _sender.AskAllAsync<IFraudReportGrain, FraudAlert?>((grain, atLeast, token) => grain.GetOpenAlertAsync(alert, atLeast, token), cancellationToken);

    /// <summary>
    /// Watches the open alerts that are asked for, which nobody has acknowledged: what they are, then what they have become, whenever one is raised,
    /// grows or is closed. A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="request">Only some of them, chosen by the silo; null for all.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<FraudReport>> WatchReportAsync(
        FraudReportRequest? request = null, WatchToken? after = null, CancellationToken cancellationToken = default)
    {
        var asked = request ?? new FraudReportRequest();
        return asked.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.WatchAllAsync<IFraudReportGrain, FraudReport>(after, (grain, watch, token) => grain.WatchReportAsync(asked, watch, token), cancellationToken);
    }

    /// <summary>What was open then, by the rules of today, folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<FraudReport> GetReportAsync(AsOfAll asOf, FraudReportRequest? request = null, CancellationToken cancellationToken = default)
    {
        var asked = request ?? new FraudReportRequest();
        return asked.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsOfAsync<IFraudReportGrain, FraudReport>(asOf, (grain, point, token) => grain.GetReportAsOfAsync(asked, point, token), cancellationToken);
    }

    /// <summary>A page of all alerts that had been raised then by the rules of today, as they stood; the newest first. Each page is folded anew from the beginning.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<FraudAlertPage> GetAlertsAsync(AsOfAll asOf, FraudAlertPageRequest? request = null, CancellationToken cancellationToken = default)
    {
        var page = request ?? new FraudAlertPageRequest();
        return page.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsOfAsync<IFraudReportGrain, FraudAlertPage>(asOf, (grain, point, token) => grain.GetAlertsAsOfAsync(page, point, token), cancellationToken);
    }

    /// <summary>One alert as it was by the rules of today, or null if it was not open.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AsOfAll asOf, CancellationToken cancellationToken = default) => alert.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(alert))
        : _sender.AskAllAsOfAsync<IFraudReportGrain, FraudAlert?>(asOf, (grain, point, token) => grain.GetOpenAlertAsOfAsync(alert, point, token), cancellationToken);

    /// <summary>
    /// Watches one alert: what it is, then what it has become while it grows. It is null before it is raised, and when it is open no more.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="alert">May be one that is not raised yet.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The id is malformed; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<FraudAlert?>> WatchOpenAlertAsync(
        FraudAlertId alert, WatchToken? after = null, CancellationToken cancellationToken = default) => alert.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(alert))
        : _sender.WatchAllAsync<IFraudReportGrain, FraudAlert?>(after, (grain, watch, token) => grain.WatchOpenAlertAsync(alert, watch, token), cancellationToken);
}
