using System.Globalization;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Silo.Replay;
using Spectre.Console;
using static CommandProcessor.Silo.Verbs.Figures;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Builds a version of a view beside the one that is shown, and switches; or back; or deletes what is not shown.</summary>
internal sealed class RebuildVerb(IGrainFactory grains, TimeProvider time, IAnsiConsole console)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>A silo that is lost is noticed and replaced sooner. The rebuild goes on when one runs, whether it is looked at or not.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <returns>0 when the version is shown and complete, else 1.</returns>
    public async Task<int> BuildAsync(string view, bool isBack, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProjectionRebuildGrain>(view);
        var again = isBack ? $"rebuild {view} --back" : $"rebuild {view}";
        var version = (isBack ? await grain.GoBackAsync(cancellationToken) : await grain.StartAsync(cancellationToken)).Built;
        var progress = new RebuildProgress(view, time);
        try
        {
            var work = FollowAsync(grain, version, progress, cancellationToken);
            await new WorkDisplay(console, progress.Draw, () => console.WriteLine(progress.Describe()), time).ShowAsync(work);
            return TellEnd(view, version, await work, progress, again);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await StopAsync(grain, view, version, progress, again);
        }
    }

    /// <returns>0.</returns>
    public async Task<int> DropAsync(string view, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProjectionRebuildGrain>(view);
        var count = await grain.DropAsync(cancellationToken);
        var work = UntilDroppedAsync(grain, cancellationToken);
        var deleting = $"  Deleting what is not shown, {(count == 1 ? "1 version" : $"{count} versions")} …";
        await new WorkDisplay(console, () => new Markup(deleting), () => console.WriteLine(deleting), time).ShowAsync(work);
        await work;
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Versions deleted, which were not shown: {count}.");
        return await ListAsync(view, cancellationToken);
    }

    /// <returns>0.</returns>
    public async Task<int> ListAsync(string view, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])["version", "fold", "state", "since", "when it was switched to"]) table.AddColumn(column);
        foreach (var version in await grains.GetGrain<IProjectionRebuildGrain>(view).ListVersionsAsync(cancellationToken))
        {
            table.AddRow(
                Number(version.Version), Number(version.Fold), version.State is "active" ? "[green]active[/]" : Markup.Escape(version.State),
                Moment(version.Since), Markup.Escape(version.Verdict ?? ""));
        }

        console.Write(table);
        return 0;
    }

    /// <summary>Until it ends; null if nobody answered for too long. A silo that was lost took nothing along: another goes on with it.</summary>
    private async Task<RebuildStanding?> FollowAsync(IProjectionRebuildGrain grain, int version, RebuildProgress progress, CancellationToken cancellationToken)
    {
        var answeredAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                var standing = await grain.StandAsync(version, cancellationToken);
                answeredAt = time.GetTimestamp();
                progress.Show(standing);
                if (standing.State is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled) return standing;
            }
            catch (Exception exception) when (ClusterErrors.IsUnanswered(exception) && !cancellationToken.IsCancellationRequested)
            {
                progress.ShowSilence(exception.Message);
                if (time.GetElapsedTime(answeredAt) > SilenceMax) return null;
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private int TellEnd(string view, int version, RebuildStanding? end, RebuildProgress progress, string again)
    {
        if (end is null)
        {
            console.MarkupLineInterpolated($"[red]Nobody has answered for {SilenceMax.TotalSeconds:N0} s.[/] The rebuild goes on by itself when a silo runs; follow it by: {again}");
            return 1;
        }

        if (end.State != RebuildState.Done)
        {
            console.MarkupLineInterpolated($"[red]Version {version} of {view} is not shown:[/] {(end.State == RebuildState.Cancelled ? $"somebody has stopped it; go on by: {again}" : end.Fault)}");
            return 1;
        }

        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]{view} shows version {version}[/]{progress.DescribeEnd()}.");
        if (end.Verdict is { } verdict) console.MarkupLineInterpolated($"{verdict}");
        return 0;
    }

    private async Task<int> StopAsync(IProjectionRebuildGrain grain, string view, int version, RebuildProgress progress, string again)
    {
        try
        {
            using var deadline = new CancellationTokenSource(StopTimeout, time);
            await grain.CancelAsync(deadline.Token);
            var standing = await grain.StandAsync(version, deadline.Token);
            if (standing.State == RebuildState.Done) return TellEnd(view, version, standing, progress, again);
            if (standing.State == RebuildState.Switching)
                console.MarkupLineInterpolated($"[yellow]Stopped.[/] {view} shows version {version} already, and its last rows are added by whichever silo runs.");
            else
                console.MarkupLineInterpolated($"[yellow]Stopped.[/] Version {version} of {view} stays as far as it is built; go on by: {again}");
        }
        catch (Exception exception) when (exception is OperationCanceledException || ClusterErrors.IsUnanswered(exception))
        {
            console.MarkupLineInterpolated($"[yellow]Stopped following.[/] Nobody answers: the rebuild goes on by itself when a silo runs; follow it by: {again}");
        }

        return 1;
    }

    private async Task UntilDroppedAsync(IProjectionRebuildGrain grain, CancellationToken cancellationToken)
    {
        while ((await grain.ListVersionsAsync(cancellationToken)).Any(version => version.State == "dropping")) await Task.Delay(Look, time, cancellationToken);
    }
}
