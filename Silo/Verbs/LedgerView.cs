using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounting;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>The books, as their view tells them: the trial balance and what was earned.</summary>
internal static class LedgerView
{
    private const int MonthCount = 6;

    /// <param name="today">The last day to show.</param>
    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, DateOnly today, CancellationToken cancellationToken)
    {
        var balance = await session.Accounting.GetTrialBalanceAsync(cancellationToken);
        var income = await session.Accounting.GetIncomeAsync(new(IncomePeriod.Month, today.AddMonths(1 - MonthCount), today), cancellationToken);

        DemoView.Head(console, "The books");
        foreach (var currency in balance.Lines.GroupBy(line => line.Currency)) ShowBalance(console, currency.Key, [.. currency]);
        ShowIncome(console, income);
        ShowVerdict(console, balance);
    }

    private static void ShowBalance(IAnsiConsole console, string currency, LedgerLine[] lines)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn(new TableColumn(currency).Width(30).NoWrap());
        foreach (var heading in (string[])["debits", "credits", "balance"]) table.AddColumn(new TableColumn(heading).RightAligned().Width(15));
        foreach (var book in lines.GroupBy(line => line.Account.Book))
        {
            table.AddRow(book.Key is LedgerBook.Bank ? "[bold]the bank[/]" : "[bold]the shop[/]");
            foreach (var line in book) table.AddRow($"  {Name(line.Account)}", Money(line.Debits), Money(line.Credits), Money(line.Balance()));
            table.AddRow("", $"[grey]{Money(book.Sum(line => line.Debits))}[/]", $"[grey]{Money(book.Sum(line => line.Credits))}[/]", "");
        }

        console.Write(table);
    }

    private static void ShowIncome(IAnsiConsole console, IncomeReport income)
    {
        if (income.Lines.IsEmpty) return;
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn("month");
        foreach (var heading in (string[])["revenue", "refunds", "net", "received", "paid back", "receivable"]) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var line in income.Lines)
        {
            table.AddRow(
                string.Create(CultureInfo.InvariantCulture, $"{line.Period:yyyy-MM} {line.Currency}"),
                Money(line.Revenue), Money(line.Refunds), Money(line.Net()), Money(line.Received), Money(line.PaidBack), Money(line.Receivables));
        }

        console.Write(table);
    }

    private static void ShowVerdict(IAnsiConsole console, TrialBalance balance)
    {
        var inTransit = balance.Lines.Select(line => line.Currency).Distinct().Sum(balance.InTransit);
        if (!balance.IsBalanced()) console.MarkupLine("[red bold]Debits and credits differ.[/]");
        else if (inTransit != 0) console.MarkupLineInterpolated($"[yellow]Debits equal credits; {Money(inTransit)} are on their way.[/]");
        else console.MarkupLine("[green]Debits equal credits[/][grey] in each book, and nothing is in transit.[/]");
    }

    private static string Name(LedgerAccount account) => account switch
    {
        LedgerAccount.Cash => "cash",
        LedgerAccount.Available => "customers' money, available",
        LedgerAccount.Held => "customers' money, held",
        LedgerAccount.PaymentsInTransit => "payments in transit",
        LedgerAccount.RefundsInTransit => "refunds in transit",
        LedgerAccount.TransfersInTransit => "transfers in transit",
        LedgerAccount.ShopFunds => "funds",
        LedgerAccount.Receivables => "receivables",
        LedgerAccount.Overdue => "overdue",
        LedgerAccount.RefundsPayable => "refunds payable",
        LedgerAccount.Revenue => "revenue",
        _ => "refunds",
    };
}
