using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Has so many alerts, one a page; remembers how fresh each answer had to be.</summary>
public sealed class FakeFraudReportGrain : IFraudReportGrain
{
    public const int AlertCount = 3;

    public List<AtLeastAll> Asked { get; } = [];

    public Task<FraudReport> GetReportAsync(FraudReportRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new FraudReport([], 0, [], ViewFreshness.None));
    }

    public Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        var number = request.After is null ? 1 : int.Parse(request.After, null) + 1;
        var alert = new FraudAlert
        {
            Id = new("17850", $"velocity-{number}"), Rule = FraudRule.Velocity, Status = FraudAlertStatus.Open, Score = 40, Reason = "Many.", Evidence = [],
            RaisedAt = default, Position = default,
        };
        return Task.FromResult(new FraudAlertPage([alert], number < AlertCount ? $"{number}" : null, ViewFreshness.None));
    }

    public Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult<FraudAlert?>(null);
    }

    public List<WatchRequest> Watches { get; } = [];

    public Task<WatchAnswer<FraudReport>> WatchReportAsync(FraudReportRequest request, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<FraudReport>(true, new FraudReport([], Watches.Count, [], ViewFreshness.None), new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<FraudReport> GetReportAsOfAsync(FraudReportRequest request, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new FraudReport([], 0, [], ViewFreshness.None));

    public Task<WatchAnswer<FraudAlert?>> WatchOpenAlertAsync(FraudAlertId alert, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<FraudAlert?>(true, null, new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<FraudAlertPage> GetAlertsAsOfAsync(FraudAlertPageRequest request, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new FraudAlertPage([], null, ViewFreshness.None));

    public Task<FraudAlert?> GetOpenAlertAsOfAsync(FraudAlertId alert, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult<FraudAlert?>(null);
}
