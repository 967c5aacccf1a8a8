using System.Collections.Concurrent;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.StockLevels;
using CommandProcessor.Silo.Retail;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows the products that are to be ordered again, or will be soonest: how many are left beside how many should be.</summary>
internal static class StockView
{
    private const int ProductCountMax = 8;
    private const int CallerCount = 64;
    private const int NameLengthMax = 36;
    private const int BarLength = 24;

    /// <summary>What a full bar is: so many times the reorder level.</summary>
    private const int BarLevels = 2;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, RetailPlan plan, CancellationToken cancellationToken)
    {
        var levels = new ConcurrentBag<StockLevel>();
        await Parallel.ForEachAsync(
            plan.Products, new ParallelOptions { MaxDegreeOfParallelism = CallerCount, CancellationToken = cancellationToken },
            async (product, token) =>
            {
                if (await session.StockLevels.GetAsync(product.Sku, token) is { ReorderLevel: > 0 } level) levels.Add(level);
            });
        if (levels.IsEmpty) return;

        DemoView.Head(console, "What runs out");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn(new TableColumn("product").Width(NameLengthMax).NoWrap());
        foreach (var heading in (string[])["on hand", "booked", "available", "reorder below"]) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").Width(BarLength).NoWrap());
        foreach (var level in levels.OrderBy(Share).ThenBy(level => level.Sku, StringComparer.Ordinal).Take(ProductCountMax)) AddRow(table, level);
        console.Write(table);
        console.MarkupLineInterpolated(
            $"[grey]Of {Number(levels.Count)} products[/] {Number(levels.Count(level => level.IsBelowReorderLevel()))} [grey]are to be ordered again, and[/] {Number(levels.Count(level => level.Available() <= 0))} [grey]are sold out.[/]");
    }

    private static void AddRow(Table table, StockLevel level)
    {
        var color = level.Available() <= 0 ? "red bold" : level.IsBelowReorderLevel() ? "red" : "green";
        var name = $"{level.Sku} {level.Name}";
        table.AddRow(
            Markup.Escape(name.Length <= NameLengthMax ? name : name[..(NameLengthMax - 1)] + "…"), Number(level.OnHand), Number(level.Booked),
            $"[{color}]{Number(level.Available())}[/]", Number(level.ReorderLevel), $"[{color}]{Bar(Share(level) / BarLevels, BarLength)}[/]");
    }

    private static double Share(StockLevel level) => (double)level.Available() / level.ReorderLevel;
}
