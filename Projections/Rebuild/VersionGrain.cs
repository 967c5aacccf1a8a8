using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Works off what the database says is to be done, one after the other. All that it knows stands there: if its silo is lost, the next activation goes on
/// with it, and two of them at the same time do no more than the same twice. Reentrant: it is asked and stopped while it works.
/// </summary>
[Reentrant]
[GrainType("versions")]
[PartitionPlacement(SiloRole.Read, isByView: true)]
internal sealed partial class VersionGrain(
    VersionStore versions,
    IReadModelStore store,
    BuildServices builds,
    IEnumerable<ProjectionDescription> projections,
    ViewFolds folds,
    Partitioning partitioning,
    TimeProvider time,
    IOptions<ProjectionOptions> options,
    ILogger<VersionGrain> logger) : Grain, IVersionGrain, IDisposable
{
    /// <summary>A grain that is at work is not let go because nobody asks it.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(7);

    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource? _stop; // Ends the build that is under way.
    private RebuildStanding? _standing;
    private bool _isWanted;

    private ViewFold ViewFold
    {
        get
        {
            this.GetPrimaryKeyLong(out var key);
            return ViewFold.Parse(key);
        }
    }

    private ProjectionDescription View => ViewFold.Require(projections);

    /// <summary>Where the folds of the silos were not known yet, it may have been placed wrongly: then it fails, and is placed anew.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ = View;
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    public Task WakeAsync(CancellationToken cancellationToken)
    {
        _isWanted = true;
        if (_running.IsCompleted && !_end.IsCancellationRequested) _running = RunAsync();
        return Task.CompletedTask;
    }

    public async Task<RebuildStanding> StartAsync(CancellationToken cancellationToken) =>
        await BeginAsync(await versions.StartAsync(View.Name, View.Fold, cancellationToken), cancellationToken);

    public async Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken) =>
        await BeginAsync(await versions.ReturnAsync(View.Name, View.Fold, cancellationToken), cancellationToken);

    public async Task<RebuildStanding> StandAsync(int version, CancellationToken cancellationToken)
    {
        // Of what is done the database knows more: what the comparison said.
        if (_standing is { State: not RebuildState.Done } standing && !_running.IsCompleted && (version == 0 || standing.Built == version)) return standing;
        var known = await versions.ReadAsync(cancellationToken);
        var own = known.Where(one => one.Model.Projection == View.Name && one.Fold == View.Fold).ToList();
        var asked = version == 0
            ? own.Find(one => one.IsBuilt) ?? own.Find(one => one.Model.Version == _standing?.Built)
            : own.Find(one => one.Model.Version == version);
        var remembered = asked?.Model.Version == _standing?.Built ? _standing : null;
        return new(
            View.Name, asked is null ? version == 0 ? RebuildState.Idle : RebuildState.Failed : StateOf(asked), View.FindShown(known)?.Model.Version ?? 0,
            asked?.Model.Version ?? version, remembered?.Folded ?? 0, remembered?.Head ?? 0,
            asked is null && version != 0 ? $"There is no version {version} of '{View.Name}' that fold {View.Fold} made." : null, asked?.Verdict);
    }

    public async Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken)
    {
        var known = await versions.ReadAsync(cancellationToken);
        var built = known.FirstOrDefault(version => version.Model.Projection == View.Name && version.Fold == View.Fold && version.IsBuilt);
        if (built is not null && await versions.StopAsync(built.Model, cancellationToken) && _stop is { } stop && _standing?.Built == built.Model.Version)
        {
            _standing = _standing with { State = RebuildState.Cancelled };
            await stop.CancelAsync();
        }

        return await StandAsync(built?.Model.Version ?? 0, cancellationToken);
    }

    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        var shown = View.FindShown(await versions.ReadAsync(cancellationToken))?.Model ?? default;
        var count = await versions.DropAsync(View.Name, View.Fold, shown, folds.IsAlone(View), cancellationToken);
        await WakeAsync(cancellationToken);
        return count;
    }

    private static RebuildState StateOf(ProjectionVersion version) => version.State switch
    {
        VersionState.Building or VersionState.Returning => RebuildState.Building,
        VersionState.Switching => RebuildState.Switching,
        VersionState.Active => RebuildState.Done,
        VersionState.Kept or VersionState.Paused => RebuildState.Cancelled,
        _ => RebuildState.Failed,
    };

    private async Task<RebuildStanding> BeginAsync(ReadModelId model, CancellationToken cancellationToken)
    {
        if (_standing is not { State: RebuildState.Building or RebuildState.Comparing } standing || standing.Built != model.Version) _standing = null; // It is of something before.
        await WakeAsync(cancellationToken);
        return await StandAsync(model.Version, cancellationToken);
    }

    /// <summary>Until there is nothing to do, or the activation ends. What fails is tried again: nothing else knows how it could be mended.</summary>
    private async Task RunAsync()
    {
        DelayDeactivation(LongestWork);
        var wait = TimeSpan.FromMilliseconds(options.Value.ViewRetryMs);
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _isWanted = false;
                var known = await versions.ReadAsync(_end.Token);
                if (VersionWork.Next(known, View, folds.IsAlone(View)) is { } work) await DoAsync(work, View.FindShown(known));
                else if (!_isWanted) break;
                wait = TimeSpan.FromMilliseconds(options.Value.ViewRetryMs);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The next activation goes on with it.
            }
            catch (Exception exception)
            {
                if (_standing is { Fault: null }) LogFailed(exception, ViewFold);
                if (_standing is not null) _standing = _standing with { Fault = $"{exception.GetType().Name}: {exception.Message}" };
                await Task.Delay(wait, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                wait = TimeSpan.FromMilliseconds(Math.Min(2 * wait.TotalMilliseconds, options.Value.ViewRetryMaxMs));
            }
        }

        DelayDeactivation(TimeSpan.Zero);
    }

    [LoggerMessage(EventId = 3801, Level = LogLevel.Warning, Message = "What is to be done about the versions of {View} failed; it is tried again until it does not")]
    private partial void LogFailed(Exception exception, ViewFold view);
}
