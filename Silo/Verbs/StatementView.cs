using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows the statement of an account: what moved, to and from whom, and what was left.</summary>
internal static class StatementView
{
    private const int EntryCountMax = 14;

    public static async Task ShowAsync(IAnsiConsole console, ClientSession session, AccountId account, CancellationToken cancellationToken)
    {
        if (await session.TransactionHistory.GetStatementAsync(account, pageSize: EntryCountMax, cancellationToken: cancellationToken) is not { } statement) return;
        DemoView.Head(console, $"Account {account}");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        foreach (var heading in (string[])["when", "what"]) table.AddColumn(new TableColumn(heading).NoWrap());
        table.AddColumn(new TableColumn(statement.Currency).RightAligned().NoWrap());
        foreach (var heading in (string[])["with", "for"]) table.AddColumn(heading);
        foreach (var heading in (string[])["balance", "held", "available"]) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var entry in statement.Entries.Reverse()) AddRow(table, entry);
        console.Write(table);

        var more = statement.Next is null ? "" : $"the newest {statement.Entries.Length} entries; ";
        console.MarkupLineInterpolated(
            $"[grey]{more}in it[/] [bold]{Money(statement.Closing.Balance)} {statement.Currency}[/][grey], of which[/] {Money(statement.Closing.Held)} [grey]are held for somebody and[/] {Money(statement.Closing.Available())} [grey]can be spent[/]");
    }

    private static void AddRow(Table table, StatementEntry entry) => table.AddRow(
        entry.At.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Named(entry.Kind),
        Amount(entry),
        Markup.Escape(entry.Counterparty?.ToString() ?? ""),
        Markup.Escape(entry.Reference ?? entry.Source ?? ""),
        Money(entry.BalanceAfter),
        entry.HeldAfter == 0 ? "[grey]–[/]" : $"[yellow]{Money(entry.HeldAfter)}[/]",
        Money(entry.After().Available()));

    /// <summary>What comes in, what goes out, and what only changes what of it can be spent.</summary>
    private static string Amount(StatementEntry entry) => entry.Kind switch
    {
        EntryKind.Deposited or EntryKind.Received or EntryKind.CameBack => $"[green]+{Money(entry.Amount)}[/]",
        EntryKind.Withdrawn or EntryKind.HoldCaptured => $"[red]−{Money(entry.Amount)}[/]",
        _ => $"[grey]({Money(entry.Amount)})[/]",
    };

    private static string Named(EntryKind kind) => kind switch
    {
        EntryKind.Deposited => "paid in",
        EntryKind.Withdrawn => "withdrawn",
        EntryKind.Received => "received",
        EntryKind.CameBack => "came back",
        EntryKind.HoldPlaced => "held",
        EntryKind.HoldCaptured => "paid",
        EntryKind.HoldReleased => "freed",
        EntryKind.HoldExpired => "freed, too late",
        _ => kind.ToString(),
    };
}
