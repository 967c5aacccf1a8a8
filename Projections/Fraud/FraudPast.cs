using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What was open.</summary>
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
    }
}
