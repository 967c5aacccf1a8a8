using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows what a visitor of the shop would see: what is found for a word, and what goes with what.</summary>
internal static class ProductsView
{
    private const int HitCountMax = 5;
    private const int CategoryCountMax = 5;
    private const int RecommendationCountMax = 5;
    private const int BarLengthMax = 20;
    private const int WordLengthMin = 5;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, RetailPlan plan, CancellationToken cancellationToken)
    {
        await ShowSearchAsync(console, session, CommonWord(plan), cancellationToken);
        var lines = plan.Lives.SelectMany(life => life.Order.Place.Lines);
        var favourite = lines.CountBy(line => line.Sku).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).First().Key;
        var regular = plan.Lives.CountBy(life => life.Order.Id.Customer).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).First().Key;

        var together = await session.Recommendations.GetByProductAsync(favourite, RecommendationCountMax, cancellationToken);
        DemoView.Head(console, $"Bought together with {await NameAsync(session, favourite, cancellationToken)}");
        await ShowAsync(console, session, together.Together, cancellationToken);

        var likes = await session.Recommendations.GetByCustomerAsync(regular, RecommendationCountMax, cancellationToken);
        DemoView.Head(console, $"What customer {regular} might like");
        await ShowAsync(console, session, likes.Products, cancellationToken);
    }

    private static async Task ShowSearchAsync(IAnsiConsole console, ClientSession session, string word, CancellationToken cancellationToken)
    {
        var page = await session.Products.SearchAsync(new ProductSearchRequest { Text = word, PageSize = HitCountMax }, cancellationToken);
        DemoView.Head(console, $"Who looks for \"{word}\"");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        table.AddColumn("finds");
        table.AddColumn("of");
        foreach (var heading in (string[])["price", "in stock"]) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var hit in page.Products)
            table.AddRow(Markup.Escape(hit.Name), Markup.Escape(hit.Category), $"{Money(hit.Price)} {hit.Currency}", hit.Available > 0 ? $"[green]{Number(hit.Available)}[/]" : "[red]none[/]");
        console.Write(table);
        console.MarkupLineInterpolated(
            $"[grey]{page.Products.Length} of {Number(page.Count)}; {Number(page.Facets.InStock)} are in stock, {Number(page.Facets.BelowReorderLevel)} are to be ordered again.[/]");

        var facets = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        foreach (var facet in page.Facets.Categories.Take(CategoryCountMax)) AddRow(facets, Markup.Escape(facet.Category), facet.Count, page.Count, "blue");
        foreach (var facet in page.Facets.Prices) AddRow(facets, Markup.Escape(Range(facet)), facet.Count, page.Count, "green");
        console.Write(facets);
    }

    private static async Task ShowAsync(IAnsiConsole console, ClientSession session, IEnumerable<Recommendation> recommendations, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        foreach (var one in recommendations)
        {
            var share = one.Share.ToString("0 %", CultureInfo.InvariantCulture);
            table.AddRow(Markup.Escape(await NameAsync(session, one.Sku, cancellationToken)), share, $"[blue]{AnyBar(one.Share)}[/]");
        }

        if (table.Rows.Count == 0) console.MarkupLine("[grey]Nothing is known.[/]");
        else console.Write(table);
    }

    private static void AddRow(Table table, string name, long count, long all, string color) =>
        table.AddRow(name, Number(count), $"[{color}]{AnyBar((double)count / Math.Max(1, all))}[/]");

    private static string AnyBar(double share) => Bar(Math.Max(1d / BarLengthMax, share), BarLengthMax);

    private static string Range(PriceFacet facet) => facet.Below is { } below ? $"{facet.From} to {below} {facet.Currency}" : $"{facet.From} {facet.Currency} and more";

    private static async Task<string> NameAsync(ClientSession session, string sku, CancellationToken cancellationToken) =>
        (await session.Stock.GetAsync(new Sku(sku), cancellationToken))?.Name ?? sku;

    /// <summary>A word that many products have in their names.</summary>
    private static string CommonWord(RetailPlan plan) => plan.Products
        .SelectMany(product => product.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= WordLengthMin && word.All(char.IsLetter)).Distinct())
        .CountBy(word => word.ToLowerInvariant()).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => count.Key).FirstOrDefault("heart");
}
