using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What was open, and what had been raised.</summary>
public static class FraudPast
{
    extension(PastViews past)
    {
        /// <inheritdoc cref="IFraudReportGrain.GetReportAsOfAsync"/>
        public Task<FraudReport> GetReportAsync(FraudReportRequest request, AsOfAll asOf, CancellationToken cancellationToken) => request.Mistake() is { } mistake
            ? throw new ArgumentException(mistake)
            : past.AskAsync<FraudModel, FraudReport, FraudReport>(
                asOf,
                model => FraudReports.Of(model, request, ViewFreshness.None),
                (parts, freshness) => FraudReports.Merge(parts, request) with { Freshness = freshness },
                cancellationToken);

        /// <inheritdoc cref="IFraudReportGrain.GetAlertsAsOfAsync"/>
        public async Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest request, AsOfAll asOf, CancellationToken cancellationToken)
        {
            if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
            var log = FraudReports.LogOf(request);
            return FraudReports.PageOf(await past.ReadLogAsync<FraudModel, FraudAlert>(asOf, static model => model.All, log, cancellationToken));
        }

        /// <inheritdoc cref="IFraudReportGrain.GetOpenAlertAsOfAsync"/>
        public async Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AsOfAll asOf, CancellationToken cancellationToken)
        {
            if (alert.Mistake() is { } mistake) throw new ArgumentException(mistake);
            return (await past.AskOneAsync<FraudModel, FraudAlert?>(alert.PartitionKey, asOf, model => model.Open.Find(alert.GrainKey), cancellationToken)).Value;
        }
    }
}
