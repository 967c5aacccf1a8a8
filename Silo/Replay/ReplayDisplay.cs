using System.Globalization;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Replay;

/// <summary>Shows a replay while it runs.</summary>
internal sealed class ReplayDisplay(IAnsiConsole console, ReplayMeter meter, Func<CancellationToken, Task<long?>> countBehindAsync, TimeProvider time)
{
    /// <summary>Until the work has ended, however it ends; does not throw for it.</summary>
    public async Task ShowAsync(Task work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = CountBehindAsync(ended.Token);
        await new WorkDisplay(console, Draw, () => console.WriteLine(Words()), time).ShowAsync(work);
        await ended.CancelAsync();
        await counting;
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

    private Rows Draw() => new(
        WorkDisplay.Bar(meter.OrdersDone, meter.OrderCount),
        new Markup($"  [bold]{Number(meter.OrdersDone)}[/] of {Number(meter.OrderCount)} orders   [bold]{Number(meter.OrdersPerSecond)}[/] orders/s   [bold]{Number(meter.CommandsPerSecond)}[/] commands/s"),
        new Markup($"  [grey]acknowledged[/]  {meter.Acknowledged}"),
        new Markup($"  [grey]visible     [/]  {meter.Visible}   [grey]{Number(meter.Behind)} events behind[/]"));

    private string Words() => string.Create(
        CultureInfo.InvariantCulture,
        $"{meter.OrdersDone:#,0} of {meter.OrderCount:#,0} orders; {meter.OrdersPerSecond:#,0} orders/s, {meter.CommandsPerSecond:#,0} commands/s; acknowledged {meter.Acknowledged}; visible {meter.Visible}; {meter.Behind:#,0} events behind");
}
