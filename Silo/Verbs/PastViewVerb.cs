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
internal sealed class PastViewVerb(PastViews past, RecommendationOptions recommendations, IAnsiConsole console)
{
    private const int CountMax = 20;

    /// <exception cref="FormatException">The view has no past, or needs to be told of what.</exception>
    public async Task<int> RunAsync(string view, string about, AsOfAll asOf, CancellationToken cancellationToken)
    {
        var (text, freshness) = view switch
        {
            ViewNames.Accounting => Told(await past.GetTrialBalanceAsync(asOf, cancellationToken), ViewText.Of, balance => balance.Freshness),
            ViewNames.Analytics => Told(await past.GetOverviewAsync(asOf, cancellationToken), ViewText.Of, overview => overview.Freshness),
            ViewNames.FraudReport => Told(await past.GetReportAsync(new(CountMax: CountMax), asOf, cancellationToken), ViewText.Of, report => report.Freshness),
            ViewNames.Recommendations => Told(await RecommendAsync(about, asOf, cancellationToken), ViewText.Of, together => together.Freshness),
            _ => throw new FormatException($"{view} is an index of the database, which has no past; ask for a product, such as sku/85123A."),
        };
        console.MarkupLineInterpolated($"[grey]{view} at {asOf.ToString()}, {freshness.EventCount} events[/]");
        console.WriteLine(text);
        return 0;
    }

    private Task<ProductRecommendations> RecommendAsync(string sku, AsOfAll asOf, CancellationToken cancellationToken) =>
        RecommendationLimits.Mistake("SKU", sku, CountMax) is { } mistake
            ? throw new FormatException($"{mistake} Expected recommendations/85123A.")
            : past.GetByProductAsync(sku, CountMax, recommendations.HalfLifeDays, asOf, cancellationToken);

    private static (string Text, ViewFreshness Freshness) Told<T>(T answer, Func<T, string> text, Func<T, ViewFreshness> freshness) => (text(answer), freshness(answer));
}
