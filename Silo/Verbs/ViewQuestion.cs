using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// What an operator asks of a view over everybody, now or at a point in the past: its name, alone or with what of it is meant, such as accounting/income,
/// analytics/products/GBP or recommendations/85123A.
/// </summary>
internal abstract record ViewQuestion
{
    /// <summary>For whoever asked for something else.</summary>
    public const string Examples =
        "accounting, accounting/income, analytics, analytics/sales, analytics/products/GBP (or categories, countries, customers), fraud-report, fraud-report/17850, "
        + "fraud-report/17850/velocity-12, recommendations/85123A, recommendations/customer/17850 or product-search/WORDS";

    private const int LineCountMax = 20;
    private const int DayCount = 14;
    private const int MonthCount = 12;

    private ViewQuestion() { }

    public sealed record Balance : ViewQuestion;

    public sealed record Income(IncomeRequest Request) : ViewQuestion;

    public sealed record Overview : ViewQuestion;

    public sealed record SalesByTime(SalesRequest Request) : ViewQuestion;

    public sealed record Ranking(RankingRequest Request) : ViewQuestion;

    public sealed record Report(FraudReportRequest Request) : ViewQuestion;

    public sealed record Alert(FraudAlertId Id) : ViewQuestion;

    public sealed record ByProduct(string Sku, int CountMax) : ViewQuestion;

    public sealed record ByCustomer(string Customer, int CountMax) : ViewQuestion;

    public sealed record Products(ProductSearchRequest Request) : ViewQuestion;

    /// <summary>Null if it names no view.</summary>
    /// <exception cref="FormatException">It names a view, and nothing that it can be asked.</exception>
    public static ViewQuestion? Of(string id, DateOnly today)
    {
        if (!ViewNames.TryParse(id, out var view, out var about)) return null;
        var question = Parse(view, about.Split(Identifier.Separator), today);
        return question?.Mistake() is null && question is not null
            ? question
            : throw new FormatException($"'{id}' is nothing that {view} can be asked{(question?.Mistake() is { } mistake ? $": {mistake}" : ";")} Expected {Examples}.");
    }

    private string? Mistake() => this switch
    {
        Ranking ranking => ranking.Request.Mistake(),
        Report report => report.Request.Mistake(),
        ByProduct product => RecommendationLimits.Mistake("SKU", product.Sku, product.CountMax),
        ByCustomer customer => RecommendationLimits.Mistake("Customer", customer.Customer, customer.CountMax),
        Products products => products.Request.Mistake(),
        _ => null,
    };

    private static ViewQuestion? Parse(string view, string[] about, DateOnly today) => (view, about) switch
    {
        (ViewNames.Accounting, [""]) => new Balance(),
        (ViewNames.Accounting, ["income"]) => new Income(new(IncomePeriod.Month, today.AddMonths(1 - MonthCount), today.AddMonths(MonthCount))),
        (ViewNames.Analytics, [""]) => new Overview(),
        (ViewNames.Analytics, ["sales"]) => new SalesByTime(new(SalesUnit.Day, DayCount)),
        (ViewNames.Analytics, [var of, var currency]) => SubjectOf(of) is { } subject ? new Ranking(new(subject, currency, LineCountMax)) : null,
        (ViewNames.FraudReport, [""]) => new Report(new(CountMax: LineCountMax)),
        (ViewNames.FraudReport, [var customer]) => new Report(new(Customer: customer, CountMax: LineCountMax)),
        (ViewNames.FraudReport, [var customer, var number]) => new Alert(FraudAlertId.Parse($"{customer}/{number}")),
        (ViewNames.Recommendations, ["customer", var customer]) => new ByCustomer(customer, LineCountMax),
        (ViewNames.Recommendations, [var sku]) => new ByProduct(sku, LineCountMax),
        (ViewNames.ProductSearch, _) => new Products(new() { Text = string.Join(' ', about) is { Length: > 0 } text ? text : null, PageSize = LineCountMax }),
        _ => null,
    };

    private static SalesSubject? SubjectOf(string name) => name switch
    {
        "products" => SalesSubject.Product,
        "categories" => SalesSubject.Category,
        "countries" => SalesSubject.Country,
        "customers" => SalesSubject.Customer,
        _ => null,
    };
}
