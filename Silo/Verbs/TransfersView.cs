using System.Globalization;
using CommandProcessor.Silo.Bank;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>What the transfers show.</summary>
internal static class TransfersView
{
    public static void ShowStart(IAnsiConsole console, BankPlan plan, int callerCount)
    {
        DemoView.Head(console, "A bank");
        console.MarkupLineInterpolated(
            $"[grey]{Number(plan.AccountCount)} accounts with {Money(BankPlan.Funding)} each, {Money(plan.PaidIn.GetValueOrDefault(BankPlan.OtherCurrency))} of it in {BankPlan.OtherCurrency}, {Number(plan.FrozenCount)} accounts frozen.[/]");
        console.MarkupLineInterpolated(
            $"[grey]{Number(plan.TransferCount)} random transfers of seed {plan.Seed}; {Number(callerCount)} callers, each waiting for the end of its transfer.[/]");
        console.WriteLine();
    }

    public static void ShowOpened(IAnsiConsole console, BankPlan plan, int opened)
    {
        console.MarkupLineInterpolated($"{Number(opened)} accounts opened and funded, {Number(plan.AccountCount - opened)} were there already.");
        console.WriteLine();
    }

    public static void ShowEnded(IAnsiConsole console, BankMeter meter, BankRun run, int overBefore, TimeSpan elapsed)
    {
        console.WriteLine();
        if (meter.EndedCount == 0)
        {
            console.MarkupLineInterpolated($"All [bold]{Number(overBefore)}[/] transfers were over already; nothing was done twice.");
        }
        else
        {
            var seconds = elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            console.MarkupLineInterpolated(
                $"[bold]{Number(meter.EndedCount)}[/] transfers came to their end in {seconds} s, {Number(overBefore)} were over already: [bold]{Number(meter.TransfersPerSecond)}[/] transfers/s, [bold]{Number(meter.CommandsPerSecond)}[/] durable commands/s.");
            console.MarkupLineInterpolated(
                $"[grey]A request was answered, which means durable, in {meter.Requested}; a transfer took {meter.EndToEnd} from its request to its end.[/]");
        }

        DemoView.Head(console, "What became of the transfers");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35);
        table.AddColumn("").AddColumn(new TableColumn("transfers").RightAligned()).AddColumn("of one of them");
        table.AddRow("[green]completed[/]", Number(run.CompletedCount), "");
        foreach (var rejection in run.Rejections)
            table.AddRow($"[red]rejected[/] ({rejection.Code})", Number(rejection.Count), Markup.Escape(rejection.Reason));
        console.Write(table);
    }

    /// <returns>True if every look at the money was right, and the last one shows it all in accounts.</returns>
    public static bool ShowVerdict(IAnsiConsole console, BankPlan plan, BankCheck check, IReadOnlyList<string> differences, string place)
    {
        DemoView.Head(console, "Was anything lost?");
        ShowSums(console, check);
        var mistakes = check.Mistakes.Concat(differences).ToList();
        if (check.OpenCount > 0) mistakes.Add($"{Number(check.OpenCount)} transfers of this bank, of this seed or another, are not over.");
        foreach (var (currency, paidIn) in plan.PaidIn)
        {
            if (check.Sums.GetValueOrDefault(currency).PaidIn != paidIn) mistakes.Add($"{Money(check.Sums.GetValueOrDefault(currency).PaidIn)} {currency} were paid in and {Money(paidIn)} should have been.");
        }

        foreach (var mistake in mistakes) console.MarkupLineInterpolated($"[red]DIFFERS[/]   {mistake}");
        if (mistakes.Count == 0)
        {
            console.MarkupLineInterpolated(
                $"[green]verified[/]  journal: at {Number(check.Count)} looks, while the transfers ran and after, what was in accounts and in transit was what was paid in");
            console.MarkupLineInterpolated($"[green]verified[/]  accounts: each of the {Number(plan.AccountCount)} answers with what its events come to, and nothing is held");
        }

        console.WriteLine();
        console.MarkupLine(mistakes.Count == 0 ? "[green bold]Nothing was lost.[/]" : "[red bold]Something was lost; see above.[/]");
        console.MarkupLineInterpolated($"[grey]The data lies in[/] {place}[grey]. Look at one account's events:[/] history {plan.AccountOf(0).Aggregate}");
        return mistakes.Count == 0;
    }

    private static void ShowSums(IAnsiConsole console, BankCheck check)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey35).AddColumn("");
        foreach (var heading in (string[])["paid in", "in accounts", "of it held", "in transit"]) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var (currency, sum) in check.Sums.OrderByDescending(sum => sum.Value.PaidIn))
            table.AddRow(currency, Money(sum.PaidIn), Money(sum.InAccounts), Money(sum.Held), Money(sum.InTransit));
        console.Write(table);
    }
}
