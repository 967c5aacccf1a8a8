using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Bank;

/// <summary>Shows the transfers while they run: drawn in place on a terminal, a line every few seconds where output is redirected.</summary>
internal sealed class BankDisplay(IAnsiConsole console, BankMeter meter, long toEndCount, TimeProvider time)
{
    private const int BarLength = 46;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    private bool IsDrawn => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Until the work has ended, however it ends; does not throw for it.</summary>
    public async Task ShowAsync(Task work)
    {
        if (IsDrawn) await console.Live(Draw()).StartAsync(context => RepeatAsync(work, Frame, () => context.UpdateTarget(Draw())));
        else await RepeatAsync(work, Line, Write);
    }

    private async Task RepeatAsync(Task work, TimeSpan every, Action show)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(every, time));
            show();
        }
    }

    private Rows Draw()
    {
        var done = toEndCount == 0 ? 1 : (double)meter.EndedCount / toEndCount;
        var length = (int)(BarLength * done);
        var check = meter.Check;
        IEnumerable<IRenderable> rows =
        [
            new Markup($"  [green]{new string('━', length)}[/][grey35]{new string('━', BarLength - length)}[/]  {Text(done, "P0")}"),
            new Markup($"  [bold]{Text(meter.EndedCount)}[/] of {Text(toEndCount)} transfers   [bold]{Text(meter.TransfersPerSecond)}[/] transfers/s   [bold]{Text(meter.CommandsPerSecond)}[/] commands/s"),
            new Markup($"  [grey]requested   [/]  {meter.Requested}"),
            new Markup($"  [grey]to the end  [/]  {meter.EndToEnd}   [grey]{Text(check.OpenCount)} under way[/]"),
            .. check.Sums.OrderByDescending(sum => sum.Value.PaidIn).Select(sum => new Markup($"  [grey]the money   [/]  {Markup.Escape(Sum(sum.Key, sum.Value))}")),
            new Markup($"  [grey]            [/]  [grey]looked at {Text(check.Count)} times,[/] {(check.Mistakes.Count == 0 ? "[green]it always added up[/]" : "[red]it does not add up[/]")}"),
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

    private static string Text(double number, string format = "#,0") => number.ToString(format, CultureInfo.InvariantCulture);
}
