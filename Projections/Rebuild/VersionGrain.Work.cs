using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Rebuild;

internal sealed partial class VersionGrain
{
    /// <summary>Of a version that is dropped, deleted at a time.</summary>
    private const int DropRowsMax = 2_000;

    private Task DoAsync(VersionWork work, ProjectionVersion? shown) => work switch
    {
        VersionWork.Complete complete => CompleteAsync(complete.Model),
        VersionWork.Build build => BuildAsync(build.Model, shown),
        VersionWork.Begin => versions.StartAsync(View.Name, View.Fold, _end.Token),
        VersionWork.Retire => versions.RetireAsync(View.Name, View.Fold, _end.Token),
        VersionWork.Delete delete => DeleteAsync(delete.Model),
        _ => throw new UnreachableException(),
    };

    private PartitionBuilds NewBuilds() => new(GrainFactory, ViewFold, partitioning.PartitionCount, logger);

    private async Task BuildAsync(ReadModelId model, ProjectionVersion? shown)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        _stop = stop;
        var partitions = NewBuilds();
        try
        {
            Tell(RebuildState.Building, model, shown?.Model ?? default);
            await FollowUntilReadyAsync(partitions, model, stop.Token);

            // While silos of a former fold show what the switch would take from them, it waits.
            await FollowAsync(partitions, model, _ => shown is null || shown.Fold == View.Fold || IsAloneOrTold(), stop.Token);
            var verdict = shown is null ? null : await CompareAsync(partitions, model, shown, stop.Token);
            if (View.IsOverAll) await partitions.StopAsync(stop.Token); // Whoever shows it goes on with its rows.
            if (await versions.SwitchAsync(model, isByKey: !View.IsOverAll, folds.IsAlone(View), verdict, stop.Token))
            {
                LogSwitched(model);
                Tell(View.IsOverAll ? RebuildState.Done : RebuildState.Switching, model, model);
            }
            else
            {
                await partitions.StopAsync(_end.Token); // Somebody has stopped it.
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !_end.IsCancellationRequested)
        {
            await partitions.StopAsync(_end.Token);
        }
        finally
        {
            _stop = null;
        }
    }

    /// <summary>
    /// What a person wants to know of a version that takes the place of another. It decides nothing: a view is rebuilt because it is not as it should be,
    /// or to be another. Partition by partition and in the builds' turns, so that commands are not held up; the builds are asked meanwhile, or they end.
    /// </summary>
    private async Task<string> CompareAsync(PartitionBuilds partitions, ReadModelId model, ProjectionVersion shown, CancellationToken cancellationToken)
    {
        Tell(RebuildState.Comparing, model, shown.Model);
        var whole = VersionComparison.Nothing;
        for (var partition = 0; partition < partitioning.PartitionCount; partition++)
        {
            var at = partition;
            whole = whole.Plus(await builds.Throttle.RunAsync(() => versions.CompareAsync(model, shown.Model, at, View.AreItemsFinal, cancellationToken), cancellationToken));
            await FollowAsync(partitions, model, static _ => true, cancellationToken);
        }

        return whole.Describe(shown);
    }

    /// <summary>
    /// Other silos may still give what they are brought to the version before. They do so no longer than they may be ignorant of the switch, and with no
    /// events but those that they have at hand by then: whatever is in the journal after that time is folded here, and the rest is theirs who deliver.
    /// </summary>
    private async Task CompleteAsync(ReadModelId model)
    {
        var partitions = NewBuilds();
        Tell(RebuildState.Switching, model, model);
        await FollowAsync(partitions, model, _ => IsAloneOrTold(), _end.Token);
        var since = time.GetTimestamp();
        var ignorance = TimeSpan.FromMilliseconds(2 * options.Value.VersionAgeMaxMs);
        await FollowAsync(partitions, model, _ => time.GetElapsedTime(since) >= ignorance, _end.Token);
        var heads = await FollowAsync(partitions, model, static _ => true, _end.Token); // Asked after that time.
        await FollowAsync(partitions, model, round => round.HasReached(heads), _end.Token);
        if (!folds.IsAlone(View)) return; // One has come meanwhile: all over again.
        if (!await versions.CompleteAsync(model, _end.Token)) return;
        LogComplete(model);
        await partitions.StopAsync(_end.Token);
        Tell(RebuildState.Done, model, model);
    }

    private async Task DeleteAsync(ReadModelId model)
    {
        // What a partition that was folded anew has left beside it goes first: it is found by the version alone.
        foreach (var rows in View.IsOverAll ? [model.Beside, model] : new[] { model })
        {
            while (await builds.Throttle.RunAsync(() => store.DeleteVersionAsync(rows, DropRowsMax, _end.Token), _end.Token) > 0)
                _end.Token.ThrowIfCancellationRequested();
            await View.DropSinkAsync(ServiceProvider, rows, partitioning.PartitionCount, _end.Token);
        }

        await versions.RemoveAsync(model, _end.Token);
    }

    /// <summary>It is ready when little is left, and all is there that was there a look ago.</summary>
    private async Task FollowUntilReadyAsync(PartitionBuilds partitions, ReadModelId model, CancellationToken cancellationToken)
    {
        BuildRound? before = null;
        await FollowAsync(partitions, model, IsReady, cancellationToken);

        bool IsReady(BuildRound round)
        {
            var isReady = before is not null && round.HasReached(before) && round.Head - round.Folded <= options.Value.BuildReadyEventsMax;
            before = round;
            return isReady;
        }
    }

    private void Tell(RebuildState state, ReadModelId model, ReadModelId shown)
    {
        var before = _standing?.Built == model.Version ? _standing : null;
        _standing = new(View.Name, state, shown.Version, model.Version, before?.Folded ?? 0, before?.Head ?? 0, Fault: null, Verdict: null);
    }

    private bool IsAloneOrTold()
    {
        if (folds.IsAlone(View)) return true;
        if (_standing is not null) _standing = _standing with { Fault = $"Silos that fold '{View.Name}' by another version of the code run; it goes on when they are gone." };
        return false;
    }

    /// <summary>Asks all partitions again and again until the condition holds; returns what they said then.</summary>
    private async Task<BuildRound> FollowAsync(PartitionBuilds partitions, ReadModelId model, Func<BuildRound, bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            var round = await partitions.AskAsync(model.Version, cancellationToken);
            if (_standing is not null)
                _standing = _standing with { Folded = round.IsWhole ? round.Folded : _standing.Folded, Head = round.IsWhole ? round.Head : _standing.Head, Fault = round.Fault };
            if (round.IsWhole && isDone(round)) return round;
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.BuildLookPeriodMs), time, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3804, Level = LogLevel.Information, Message = "{Model} is shown")]
    private partial void LogSwitched(ReadModelId model);

    [LoggerMessage(EventId = 3805, Level = LogLevel.Information, Message = "{Model} is complete")]
    private partial void LogComplete(ReadModelId model);
}
