using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
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

    /// <summary>The same each second, until the token ends it. While a database does not answer, what was seen last stays, with what it says instead.</summary>
    public async Task<int> WatchAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var seen = (await MeasureAsync(cancellationToken)).Table;
            await console.Live(seen).StartAsync(async live =>
            {
                while (true)
                {
                    await Task.Delay(Refresh, time, cancellationToken);
                    try
                    {
                        live.UpdateTarget(seen = (await MeasureAsync(cancellationToken)).Table);
                    }
                    catch (Exception exception) when (exception is JournalException or ReadModelException)
                    {
                        live.UpdateTarget(new Rows(seen, Markup.FromInterpolated($"[red]Since then nobody answers: {exception.Message}[/]")));
                    }
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
        var report = await meter.MeasureAsync(cancellationToken);
        return (LagTable.Of(report, time.GetUtcNow()), report.IsClean);
    }
}
