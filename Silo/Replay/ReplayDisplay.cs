using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Replay;

/// <summary>Shows a replay while it runs: drawn in place on a terminal, a line every few seconds where output is redirected.</summary>
internal sealed class ReplayDisplay(IAnsiConsole console, ReplayMeter meter, Func<CancellationToken, Task<long?>> countBehindAsync, TimeProvider time)
{
    private const int BarLength = 46;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    private bool IsDrawn => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Until the work has ended, however it ends; does not throw for it.</summary>
    public async Task ShowAsync(Task work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = CountBehindAsync(ended.Token);
        if (IsDrawn) await console.Live(Draw()).StartAsync(context => RepeatAsync(work, Frame, () => context.UpdateTarget(Draw())));
        else await RepeatAsync(work, Line, () => console.WriteLine(Words()));
        await ended.CancelAsync();
        await counting;
    }

    private async Task RepeatAsync(Task work, TimeSpan every, Action show)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(every, time));
            show();
        }
    }

    private async Task CountBehindAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await countBehindAsync(cancellationToken) is { } behind) meter.SetBehind(behind);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The replay has ended.
        }
    }

    private Rows Draw()
    {
        var done = meter.OrderCount == 0 ? 1 : (double)meter.OrdersDone / meter.OrderCount;
        var length = (int)(BarLength * done);
        return new(
            new Markup($"  [green]{new string('━', length)}[/][grey35]{new string('━', BarLength - length)}[/]  {Text(done, "P0")}"),
            new Markup($"  [bold]{Text(meter.OrdersDone)}[/] of {Text(meter.OrderCount)} orders   [bold]{Text(meter.OrdersPerSecond)}[/] orders/s   [bold]{Text(meter.CommandsPerSecond)}[/] commands/s"),
            new Markup($"  [grey]acknowledged[/]  {meter.Acknowledged}"),
            new Markup($"  [grey]visible     [/]  {meter.Visible}   [grey]{Text(meter.Behind)} events behind[/]"));
    }

    private string Words() => string.Create(
        CultureInfo.InvariantCulture,
        $"{meter.OrdersDone:#,0} of {meter.OrderCount:#,0} orders; {meter.OrdersPerSecond:#,0} orders/s, {meter.CommandsPerSecond:#,0} commands/s; acknowledged {meter.Acknowledged}; visible {meter.Visible}; {meter.Behind:#,0} events behind");

    private static string Text(double number, string format = "#,0") => number.ToString(format, CultureInfo.InvariantCulture);
}
