using CommandProcessor.Silo.Monitoring;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows how far every view is behind the journal, once or until it is stopped.</summary>
internal sealed class LagVerb(LagMeter meter, TimeProvider time)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <returns>0 if nothing is behind and nothing is parked, else 1.</returns>
    public async Task<int> ShowAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var (table, isClean) = await MeasureAsync(cancellationToken);
        console.Write(table);
        return isClean ? 0 : 1;
    }

    /// <summary>The same each second, until the token ends it.</summary>
    public async Task<int> WatchAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await console.Live((await MeasureAsync(cancellationToken)).Table).StartAsync(async live =>
            {
                while (true)
                {
                    await Task.Delay(Refresh, time, cancellationToken);
                    live.UpdateTarget((await MeasureAsync(cancellationToken)).Table);
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever watches has seen enough.
        }

        return 0;
    }

    private async Task<(IRenderable Table, bool IsClean)> MeasureAsync(CancellationToken cancellationToken)
    {
        var lags = await meter.MeasureAsync(cancellationToken);
        var views = await meter.MeasureViewsAsync(cancellationToken);
        return (LagTable.Of(lags, views, time.GetUtcNow()), lags.All(lag => lag.Unread == 0) && views.All(view => view is { Unread: 0, Parked: 0 }));
    }
}
