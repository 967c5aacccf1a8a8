using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verification.Accounting;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows money and stock before and after, and that they add up.</summary>
internal static class DemoBooks
{
    public static void Show(IAnsiConsole console, Books before, Books after)
    {
        DemoView.Head(console, "Money and stock");
        var money = Table("GBP");
        var (was, @is) = (TotalsOf(before), TotalsOf(after));
        var (shopWas, shopIs) = (before.Money.BalanceOf(RetailAccounts.Shop), after.Money.BalanceOf(RetailAccounts.Shop));
        Add(money, "paid in", was.PaidIn, @is.PaidIn, Money);
        Add(money, "− paid out", was.PaidOut, @is.PaidOut, Money);
        Add(money, "= customers have", was.Balances - shopWas, @is.Balances - shopIs, Money);
        Add(money, "[grey]    of it held for orders[/]", was.Held, @is.Held, Money);
        Add(money, "+ the shop has", shopWas, shopIs, Money);
        Add(money, "+ in transit", was.InTransit, @is.InTransit, Money);
        console.Write(money);

        var pieces = Table("pieces");
        var (had, has) = (before.Pieces, after.Pieces);
        Add(pieces, "received", had.Received, has.Received, Number);
        Add(pieces, "+ came back", had.CameBack, has.CameBack, Number);
        Add(pieces, "− shipped", had.Shipped, has.Shipped, Number);
        Add(pieces, "= on hand", had.OnHand, has.OnHand, Number);
        Add(pieces, "[grey]    of it booked for orders[/]", had.Booked, has.Booked, Number);
        console.Write(pieces);
        var addsUp = @is.InTransit == 0 && after.MoneyFaults.Count == 0 && after.StockFaults.Count == 0;
        console.MarkupLine(addsUp ? "[green]They add up[/][grey]: each penny and each piece is in one place.[/]" : "[red bold]They do not add up.[/]");
    }

    private static MoneyTotals TotalsOf(Books books) =>
        books.Money.Totals().FirstOrDefault(total => total.Currency == RetailAccounts.Currency) ?? new(RetailAccounts.Currency, 0, 0, 0, 0, 0, 0);

    private static Table Table(string unit)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn(new TableColumn(unit).Width(27));
        foreach (var heading in (string[])["before", "after"]) table.AddColumn(new TableColumn(heading).RightAligned().Width(14));
        return table;
    }

    private static void Add<T>(Table table, string what, T before, T after, Func<T, string> text) => table.AddRow(what, $"[grey]{text(before)}[/]", text(after));
}
