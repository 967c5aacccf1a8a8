using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Has what is to be done about versions done although nobody asks: every silo that holds a view sees in the database what was left undone, by a silo that
/// was lost or before all of them were started again.
/// </summary>
internal sealed partial class VersionSupervisor : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ProjectionDescription[] _views;
    private readonly ProjectionVersions _versions;
    private readonly ViewFolds _folds;
    private readonly IGrainFactory _grains;
    private readonly ILogger _logger;
    private readonly PartitionWatch<ProjectionDescription> _watch;

    public VersionSupervisor(
        IEnumerable<ProjectionDescription> projections,
        ProjectionVersions versions,
        ViewFolds folds,
        IGrainFactory grains,
        IOptions<ProjectionOptions> options,
        TimeProvider time,
        ILogger<VersionSupervisor> logger)
    {
        _views = [.. projections];
        _versions = versions;
        _folds = folds;
        _grains = grains;
        _logger = logger;
        _watch = new(_views.Length, options.Value.ViewPingIntervalMs, LookAsync, (exception, view) => LogNoAnswer(exception, _views[view].Name), time);
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(VersionSupervisor), ServiceLifecycleStage.Active, _watch.StartAsync, _watch.StopAsync);

    public void Dispose() => _watch.Dispose();

    private async Task<ProjectionDescription> LookAsync(int at, CancellationToken cancellationToken)
    {
        var view = _views[at];
        if (_versions.Holds(view.Name) && VersionWork.Next(_versions.Known, view, _folds.IsAlone(view)) is not null)
            await _grains.GetGrain<IVersionGrain>(0, ViewFold.Of(view).ToString()).WakeAsync(cancellationToken);
        return view;
    }

    [LoggerMessage(EventId = 3901, Level = LogLevel.Warning, Message = "What is to be done about the versions of {View} cannot be begun; it is tried again")]
    private partial void LogNoAnswer(Exception exception, string view);
}
