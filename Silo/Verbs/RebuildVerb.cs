using System.Globalization;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Silo.Replay;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Builds a version of a view beside the one that is shown, and switches; or back; or deletes what is not shown.</summary>
internal sealed class RebuildVerb(IGrainFactory grains, TimeProvider time, IAnsiConsole console)
{
    private const int DropCountMax = 10_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <returns>0 when the version is shown, else 1.</returns>
    public async Task<int> BuildAsync(string view, bool isBack, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProjectionRebuildGrain>(view);
        var started = time.GetTimestamp();
        var standing = isBack ? await grain.GoBackAsync(cancellationToken) : await grain.StartAsync(cancellationToken);
        var begun = standing;
        try
        {
            var work = FollowAsync(grain, now => standing = now, cancellationToken);
            await new WorkDisplay(console, Draw, Write, time).ShowAsync(work);
            await work;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            standing = await grain.CancelAsync(CancellationToken.None);
            console.MarkupLineInterpolated($"[yellow]Cancelled.[/] What is done stays; go on by: rebuild {view}");
            return 1;
        }

        if (standing.State == RebuildState.Done)
        {
            var elapsed = time.GetElapsedTime(started);
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"[green]{view} shows version {standing.Built}[/], folded from {standing.Head:N0} events in {elapsed.TotalSeconds:N1} s ({standing.Head / elapsed.TotalSeconds:N0}/s).");
            await ListAsync(view, cancellationToken);
            return 0;
        }

        console.MarkupLineInterpolated($"[red]Version {standing.Built} of {view} is not shown:[/] {standing.State} {standing.Fault}");
        return 1;

        IRenderable Draw() => new Rows(WorkDisplay.Bar(standing.Folded, standing.Head), new Markup(Markup.Escape(Describe())));

        void Write() => console.WriteLine(Describe());

        string Describe()
        {
            var seconds = Math.Max(0.001, time.GetElapsedTime(started).TotalSeconds);
            var rate = Math.Max(0, standing.Folded - begun.Folded) / seconds;
            var left = rate > 0 ? TimeSpan.FromSeconds((standing.Head - standing.Folded) / rate).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : "unknown";
            return string.Create(CultureInfo.InvariantCulture,
                $"  {view}: version {standing.Built} beside {begun.Shown}, {standing.Folded:N0} of {standing.Head:N0} events, {rate:N0}/s, time left {left}{(standing.Fault is null ? "" : "; " + standing.Fault)}");
        }
    }

    /// <returns>0.</returns>
    public async Task<int> DropAsync(string view, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProjectionRebuildGrain>(view);
        var count = 0;
        for (var dropped = DropCountMax; dropped >= DropCountMax; count += dropped) dropped = await grain.DropAsync(DropCountMax, cancellationToken);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{count:N0} read models of versions that are not shown are deleted.");
        return await ListAsync(view, cancellationToken);
    }

    /// <returns>0.</returns>
    public async Task<int> ListAsync(string view, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])["version", "fold", "state", "since", "read models", "items", "checksum"]) table.AddColumn(column);
        foreach (var version in await grains.GetGrain<IProjectionRebuildGrain>(view).ListVersionsAsync(cancellationToken))
        {
            table.AddRow(
                Number(version.Version), Number(version.Fold), version.State == "active" ? "[green]active[/]" : version.State,
                version.Since.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                Number(version.Keys), Number(version.Items), version.Checksum.ToString("x16", CultureInfo.InvariantCulture));
        }

        console.Write(table);
        return 0;
    }

    /// <summary>Until it ends. A silo that was lost took the build along: it is started again where it was.</summary>
    private async Task FollowAsync(IProjectionRebuildGrain grain, Action<RebuildStanding> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            var standing = await grain.StandAsync(cancellationToken);
            if (standing.State == RebuildState.Idle) standing = await grain.StartAsync(cancellationToken);
            show(standing);
            if (standing.State is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled) return;
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
