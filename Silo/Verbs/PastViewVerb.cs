using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Recommendations;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what a view over everybody was, folded from the journal.</summary>
internal sealed class PastViewVerb(PastViews views, RecommendationOptions recommendations, IAnsiConsole console)
{
    private const int CountMax = 20;

    /// <exception cref="FormatException">The view has no past, or needs to be told of what.</exception>
    public async Task<int> RunAsync(string view, string about, AsOfAll asOf, CancellationToken cancellationToken)
    {
        var (text, freshness) = view switch
        {
            ViewNames.Accounting => await AccountingAsync(asOf, cancellationToken),
            ViewNames.Analytics => await AnalyticsAsync(asOf, cancellationToken),
            ViewNames.FraudReport => await FraudAsync(asOf, cancellationToken),
            ViewNames.Recommendations => await RecommendationsAsync(about, asOf, cancellationToken),
            _ => throw new FormatException($"{view} is an index of the database, which has no past; ask for a product, such as sku/85123A."),
        };
        console.MarkupLineInterpolated($"[grey]{view} at {asOf.ToString()}, {freshness.EventCount} events[/]");
        console.WriteLine(text);
        return 0;
    }

    private async Task<(string Text, ViewFreshness Freshness)> AccountingAsync(AsOfAll asOf, CancellationToken cancellationToken)
    {
        var answers = await views.AskAllAsync<AccountingModel, LedgerPart>(asOf, static model => AccountingAnswers.TotalsOf(model), cancellationToken);
        var freshness = FreshnessOf(answers);
        return (ViewText.Of(AccountingAnswers.MergeTotals([.. answers.Select(answer => answer.Value)], atEndOf: null, freshness)), freshness);
    }

    private async Task<(string Text, ViewFreshness Freshness)> AnalyticsAsync(AsOfAll asOf, CancellationToken cancellationToken)
    {
        var answers = await views.AskAllAsync<AnalyticsModel, OverviewPart>(asOf, AnalyticsAnswers.OverviewOf, cancellationToken);
        var freshness = FreshnessOf(answers);
        return (ViewText.Of(AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], freshness)), freshness);
    }

    private async Task<(string Text, ViewFreshness Freshness)> FraudAsync(AsOfAll asOf, CancellationToken cancellationToken)
    {
        var request = new FraudReportRequest(CountMax: CountMax);
        var answers = await views.AskAllAsync<FraudModel, FraudReport>(asOf, model => FraudReports.Of(model, request, ViewFreshness.None), cancellationToken);
        var freshness = FreshnessOf(answers);
        return (ViewText.Of(FraudReports.Merge([.. answers.Select(answer => answer.Value)], request) with { Freshness = freshness }), freshness);
    }

    private async Task<(string Text, ViewFreshness Freshness)> RecommendationsAsync(string sku, AsOfAll asOf, CancellationToken cancellationToken)
    {
        if (RecommendationLimits.Mistake("SKU", sku, CountMax) is { } mistake) throw new FormatException($"{mistake} Expected recommendations/85123A.");
        var answers = await views.AskAllAsync<RecommendationModel, ProductCompany?>(asOf, model => model.Products.Find(sku), cancellationToken);
        var freshness = FreshnessOf(answers);
        ProductCompany[] parts = [.. answers.Select(answer => answer.Value).OfType<ProductCompany>()];
        return (ViewText.Of(Recommender.OfProduct(sku, parts, CountMax, recommendations.HalfLifeDays, freshness)), freshness);
    }

    private static ViewFreshness FreshnessOf<T>(IEnumerable<PartitionAnswer<T>> answers) =>
        answers.Aggregate(ViewFreshness.None, static (sum, answer) => sum.And(answer.Freshness));
}
