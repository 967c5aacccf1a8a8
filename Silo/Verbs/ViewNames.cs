using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Search;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A view over everybody as an operator names it, alone or with what of it is meant: accounting, recommendations/85123A.</summary>
internal static class ViewNames
{
    public const string Accounting = AccountingProjection.ProjectionName;
    public const string Analytics = AnalyticsProjection.ProjectionName;
    public const string FraudReport = FraudProjection.ProjectionName;
    public const string Recommendations = RecommendationProjection.ProjectionName;
    public const string ProductSearch = ProductSearchProjection.ProjectionName;

    private static readonly string[] All = [Accounting, Analytics, FraudReport, Recommendations, ProductSearch];

    /// <summary>Splits what names a view; false if it names none.</summary>
    /// <param name="about">What follows the name and a slash; empty if nothing does.</param>
    public static bool TryParse(string id, out string view, out string about)
    {
        (view, about) = id.Split('/', 2) is [var name, var rest] ? (name, rest) : (id, "");
        return All.Contains(view, StringComparer.Ordinal);
    }
}
