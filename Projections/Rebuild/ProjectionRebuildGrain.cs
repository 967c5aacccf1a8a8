using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Has all partitions build a version, and shows it when it has caught up. What is done is in the database: when this grain's silo is lost,
/// whoever asks for the rebuild again goes on with it. Reentrant: a build is looked at and cancelled while it runs.
/// </summary>
[Reentrant]
[GrainType("projection-rebuild")]
internal sealed partial class ProjectionRebuildGrain(
    VersionStore versions,
    IReadModelStore store,
    IEnumerable<ProjectionDescription> projections,
    Partitioning partitioning,
    TimeProvider time,
    IOptions<ProjectionOptions> options,
    ILogger<ProjectionRebuildGrain> logger) : Grain, IProjectionRebuildGrain, IDisposable
{
    private const int DropCountMax = 100_000;
    private const int DropGroupSize = 500;

    /// <summary>A grain that is at work is not let go because nobody asks it.</summary>
    private static readonly TimeSpan LongestBuild = TimeSpan.FromDays(7);

    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private RebuildStanding? _standing;

    private string Name => this.GetPrimaryKeyString();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    public async Task<RebuildStanding> StartAsync(CancellationToken cancellationToken)
    {
        var projection = Find();
        if (!_running.IsCompleted) return await StandAsync(cancellationToken);
        var known = await OwnAsync(projection, cancellationToken);
        var model = known.LastOrDefault(version => version.State == VersionState.Building)?.Model
            ?? await versions.AddAsync(Name, projection.Fold, cancellationToken);
        return Begin(Shown(known), model);
    }

    public async Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken)
    {
        var projection = Find();
        if (!_running.IsCompleted) return await StandAsync(cancellationToken);
        var known = await OwnAsync(projection, cancellationToken);
        var former = known.Where(version => version.State == VersionState.Kept).MaxBy(version => version.ChangedAt)
            ?? throw new ArgumentException($"There is no version of '{Name}' to go back to that this program's fold, {projection.Fold}, made.");
        await versions.BuildAgainAsync(former.Model, cancellationToken);
        return Begin(Shown(known), former.Model);
    }

    public async Task<RebuildStanding> StandAsync(CancellationToken cancellationToken)
    {
        if (_standing is not null) return _standing;
        var known = await OwnAsync(Find(), cancellationToken);
        var building = known.LastOrDefault(version => version.State == VersionState.Building)?.Model.Version ?? 0;
        return new(Name, RebuildState.Idle, Shown(known), building, 0, 0, null);
    }

    public async Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken)
    {
        if (!_running.IsCompleted)
        {
            await _stop.CancelAsync();
            await _running.WaitAsync(cancellationToken);
        }

        return await StandAsync(cancellationToken);
    }

    public async Task<int> DropAsync(int countMax, CancellationToken cancellationToken)
    {
        if (countMax is < 1 or > DropCountMax) throw new ArgumentException($"Count {countMax} is not between 1 and {DropCountMax}.");
        var projection = Find();
        if (!_running.IsCompleted) throw new ArgumentException($"A version of '{Name}' is being built; cancel that first.");
        var count = 0;
        foreach (var version in (await OwnAsync(projection, cancellationToken)).Where(version => version.State != VersionState.Active))
        {
            // What a partition that was folded anew has left beside it goes first: it is found by the version alone.
            foreach (var model in projection.IsOverAll ? [version.Model.Beside, version.Model] : new[] { version.Model })
            {
                for (var dropped = DropGroupSize; dropped == DropGroupSize;)
                {
                    if (count >= countMax) return count;
                    dropped = await store.DeleteVersionAsync(model, DropGroupSize, cancellationToken);
                    count += dropped;
                }

                await projection.DropSinkAsync(ServiceProvider, model, partitioning.PartitionCount, cancellationToken);
            }

            await versions.RemoveAsync(version.Model, cancellationToken);
        }

        _standing = null;
        return count;
    }

    public async Task<ImmutableArray<VersionView>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        Find();
        var views = ImmutableArray.CreateBuilder<VersionView>();
        foreach (var version in (await versions.ReadAsync(cancellationToken)).Where(version => version.Model.Projection == Name))
        {
            var measure = await versions.MeasureAsync(version.Model, cancellationToken);
            views.Add(new(version.Model.Version, version.Fold, version.State.ToString().ToLowerInvariant(), version.ChangedAt, measure.Keys, measure.Items, measure.Checksum));
        }

        return views.ToImmutable();
    }

    private ProjectionDescription Find() => projections.FirstOrDefault(known => known.Name == Name)
        ?? throw new ArgumentException($"There is no projection '{Name}'; there are {string.Join(", ", projections.Select(known => known.Name))}.");

    /// <summary>The versions that this program's fold made.</summary>
    private async Task<List<ProjectionVersion>> OwnAsync(ProjectionDescription projection, CancellationToken cancellationToken) =>
        [.. (await versions.ReadAsync(cancellationToken)).Where(version => version.Model.Projection == Name && version.Fold == projection.Fold)];

    private static int Shown(List<ProjectionVersion> known) => known.FirstOrDefault(version => version.State == VersionState.Active)?.Model.Version ?? 0;

    private RebuildStanding Begin(int shown, ReadModelId model)
    {
        _stop.Dispose();
        _stop = new();
        _standing = new(Name, RebuildState.Building, shown, model.Version, 0, 0, null);
        DelayDeactivation(LongestBuild);
        _running = RunAsync(model, _stop.Token);
        return _standing;
    }

    /// <summary>It has ended when all partitions have stopped: whoever is told so may begin the next.</summary>
    private async Task RunAsync(ReadModelId model, CancellationToken cancellationToken)
    {
        var end = await BuildAsync(model, cancellationToken);
        await StopAsync();
        _standing = end;
        DelayDeactivation(TimeSpan.Zero);
    }

    private async Task<RebuildStanding> BuildAsync(ReadModelId model, CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(model, static (lags, options) => lags.Sum(lag => lag.Head - lag.Position) <= options.BuildReadyEventsMax, cancellationToken);
            await versions.ActivateAsync(model, cancellationToken);
            _standing = _standing! with { State = RebuildState.Switching, Shown = model.Version };

            // Grains of the former version take events until each silo has seen the switch: these are added now.
            await Task.Delay(TimeSpan.FromMilliseconds(2 * options.Value.VersionLookPeriodMs), time, cancellationToken);
            long[]? heads = null;
            await FollowAsync(
                model,
                (lags, _) => (heads ??= [.. lags.Select(lag => lag.Head)]).Zip(lags).All(pair => pair.Second.Position >= pair.First),
                cancellationToken);
            return _standing with { State = RebuildState.Done, Fault = null };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested) // Also what met a fault at that moment was cancelled.
        {
            return _standing! with { State = RebuildState.Cancelled };
        }
        catch (Exception exception) // Whoever asks is told; what is done stays.
        {
            LogFailed(exception, model);
            return _standing! with { State = RebuildState.Failed, Fault = $"{exception.GetType().Name}: {exception.Message}" };
        }
    }

    /// <summary>Asks all partitions again and again until the condition holds; one that does not answer is asked again.</summary>
    private async Task FollowAsync(
        ReadModelId model, Func<PartitionBuildStanding[], ProjectionOptions, bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, partitioning.PartitionCount).Select(partition => AskAsync(partition, model.Version, cancellationToken)));
            var lags = answers.OfType<PartitionBuildStanding>().ToArray();
            var silent = answers.Length - lags.Length;
            _standing = _standing! with
            {
                Folded = lags.Sum(lag => lag.Position),
                Head = lags.Sum(lag => lag.Head),
                Fault = lags.FirstOrDefault(lag => lag.Fault is not null)?.Fault ?? (silent == 0 ? null : $"{silent} partitions do not answer."),
            };
            if (silent == 0 && isDone(lags, options.Value)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.BuildLookPeriodMs), time, cancellationToken);
        }
    }

    private async Task<PartitionBuildStanding?> AskAsync(int partition, int version, CancellationToken cancellationToken)
    {
        try
        {
            return await Partition(partition).StandAsync(version, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoAnswer(exception, Name, partition);
            return null;
        }
    }

    private async Task StopAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, partitioning.PartitionCount).Select(partition => Partition(partition).StopAsync(CancellationToken.None)));
        }
        catch (Exception exception) // It ends with its silo, or with the next build.
        {
            LogNotStopped(exception, Name);
        }
    }

    private IPartitionBuildGrain Partition(int partition) => GrainFactory.GetGrain<IPartitionBuildGrain>(partition, Name);

    [LoggerMessage(EventId = 3801, Level = LogLevel.Error, Message = "Building {Model} ended")]
    private partial void LogFailed(Exception exception, ReadModelId model);

    [LoggerMessage(EventId = 3802, Level = LogLevel.Warning, Message = "Building {Projection} does not answer for partition {Partition}")]
    private partial void LogNoAnswer(Exception exception, string projection, int partition);

    [LoggerMessage(EventId = 3803, Level = LogLevel.Warning, Message = "Building {Projection} could not be stopped everywhere")]
    private partial void LogNotStopped(Exception exception, string projection);
}
