using System.Globalization;
using CommandProcessor.Silo.Replay;
using Spectre.Console;
using Spectre.Console.Rendering;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Bank;

/// <summary>Shows the transfers while they run.</summary>
internal sealed class BankDisplay(IAnsiConsole console, BankMeter meter, long toEndCount, TimeProvider time)
{
    /// <summary>Until the work has ended, however it ends; does not throw for it.</summary>
    public Task ShowAsync(Task work) => new WorkDisplay(console, Draw, Write, time).ShowAsync(work);

    private Rows Draw()
    {
        var check = meter.Check;
        IEnumerable<IRenderable> rows =
        [
            WorkDisplay.Bar(meter.EndedCount, toEndCount),
            new Markup($"  [bold]{Number(meter.EndedCount)}[/] of {Number(toEndCount)} transfers   [bold]{Number(meter.TransfersPerSecond)}[/] transfers/s   [bold]{Number(meter.CommandsPerSecond)}[/] commands/s"),
            new Markup($"  [grey]requested   [/]  {meter.Requested}"),
            new Markup($"  [grey]to the end  [/]  {meter.EndToEnd}   [grey]{Number(check.OpenCount)} under way[/]"),
            .. check.Sums.OrderByDescending(sum => sum.Value.PaidIn).Select(sum => new Markup($"  [grey]the money   [/]  {Markup.Escape(Sum(sum.Key, sum.Value))}")),
            new Markup($"  [grey]            [/]  [grey]looked at {Number(check.Count)} times,[/] {(check.Mistakes.Count == 0 ? "[green]it always added up[/]" : "[red]it does not add up[/]")}"),
        ];
        return new(rows);
    }

    private void Write()
    {
        var check = meter.Check;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{meter.EndedCount:#,0} of {toEndCount:#,0} transfers; {meter.TransfersPerSecond:#,0} transfers/s, {meter.CommandsPerSecond:#,0} commands/s; requested {meter.Requested}; to the end {meter.EndToEnd}"));
        foreach (var (currency, sum) in check.Sums.OrderByDescending(sum => sum.Value.PaidIn)) console.WriteLine($"  {Sum(currency, sum)}");
        if (check.Mistakes.Count > 0) console.WriteLine("  It does not add up.");
    }

    private static string Sum(string currency, BankSum sum) => string.Create(
        CultureInfo.InvariantCulture,
        $"{currency} {sum.InAccounts:#,0.00} in accounts (held {sum.Held:#,0.00}) + {sum.InTransit:#,0.00} in transit {(sum.IsRight ? "=" : "≠")} {sum.PaidIn:#,0.00} paid in");
}
