using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Search;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what a view over everybody was, folded from the journal.</summary>
internal sealed class PastViewVerb(PastViews past, RecommendationOptions recommendations, IAnsiConsole console)
{
    public async Task<int> RunAsync(string id, ViewQuestion question, AsOfAll asOf, CancellationToken cancellationToken)
    {
        var text = await AskAsync(question, asOf, cancellationToken);
        console.MarkupLineInterpolated($"[grey]{id} at {asOf.ToString()}[/]");
        console.WriteLine(text);
        return 0;
    }

    private async Task<string> AskAsync(ViewQuestion question, AsOfAll asOf, CancellationToken cancellationToken) => question switch
    {
        ViewQuestion.Balance => ViewText.Of(await past.GetTrialBalanceAsync(atEndOf: null, asOf, cancellationToken)),
        ViewQuestion.Income income => ViewText.Of(await past.GetIncomeAsync(income.Request, asOf, cancellationToken)),
        ViewQuestion.Overview => ViewText.Of(await past.GetOverviewAsync(asOf, cancellationToken)),
        ViewQuestion.SalesByTime sales => ViewText.Of(await past.GetSalesAsync(sales.Request, asOf, cancellationToken)),
        ViewQuestion.Ranking ranking => ViewText.Of(await past.GetRankingAsync(ranking.Request, asOf, cancellationToken)),
        ViewQuestion.Report report => ViewText.Of(await past.GetReportAsync(report.Request, asOf, cancellationToken)),
        ViewQuestion.Alert alert => ViewText.Of(await past.GetOpenAlertAsync(alert.Id, asOf, cancellationToken)),
        ViewQuestion.ByProduct by => ViewText.Of(await past.GetByProductAsync(by.Sku, by.CountMax, recommendations.HalfLifeDays, asOf, cancellationToken)),
        ViewQuestion.ByCustomer by => ViewText.Of(await past.GetByCustomerAsync(by.Customer, by.CountMax, recommendations.HalfLifeDays, asOf, cancellationToken)),
        ViewQuestion.Products products => ViewText.Of(await past.SearchAsync(products.Request, asOf, cancellationToken)),
        _ => throw new UnreachableException(),
    };
}
