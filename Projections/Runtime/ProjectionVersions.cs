using System.Collections.Frozen;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Which version of each projection is shown. It is one row in the database: every silo looks at it a few times a second, and follows it
/// with whatever it is asked next.
/// </summary>
public sealed partial class ProjectionVersions(
    VersionStore store,
    IEnumerable<ProjectionDescription> projections,
    TimeProvider time,
    IOptions<ProjectionOptions> options,
    ILogger<ProjectionVersions> logger) : IAsyncDisposable
{
    private readonly ProjectionDescription[] _projections = [.. projections];
    private readonly CancellationTokenSource _stop = new();
    private FrozenDictionary<string, ReadModelId>? _active;
    private Task _looking = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">Nobody has looked yet, or there is no such projection.</exception>
    public ReadModelId ActiveOf(string projection) => Volatile.Read(ref _active) is { } active && active.TryGetValue(projection, out var model)
        ? model
        : throw new InvalidOperationException($"No version of projection '{projection}' is known.");

    /// <summary>The newest that the database says; makes the first version of a projection.</summary>
    /// <exception cref="ReadModelException">The database failed.</exception>
    public async Task<ReadModelId> FindActiveAsync(string projection, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return ActiveOf(projection);
    }

    /// <exception cref="ReadModelException">The database failed.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var versions = await store.ReadAsync(cancellationToken);
        var lacking = _projections.Where(projection => Find(versions, projection) is null).ToList();
        foreach (var projection in lacking) await store.EnsureAsync(projection.Name, projection.Fold, cancellationToken);
        if (lacking.Count > 0) versions = await store.ReadAsync(cancellationToken);
        var active = _projections.Select(projection => Find(versions, projection)?.Model).OfType<ReadModelId>();
        Volatile.Write(ref _active, active.ToFrozenDictionary(model => model.Projection, StringComparer.Ordinal));
    }

    /// <summary>Looks again and again from now on.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        _looking = Task.Run(FollowAsync, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private static ProjectionVersion? Find(IReadOnlyList<ProjectionVersion> versions, ProjectionDescription projection) =>
        versions.FirstOrDefault(version =>
            version.Model.Projection == projection.Name && version.Fold == projection.Fold && version.State == VersionState.Active);

    private async Task FollowAsync()
    {
        var period = TimeSpan.FromMilliseconds(options.Value.VersionLookPeriodMs);
        var isLost = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, time, _stop.Token);
                await LookAsync(_stop.Token);
                isLost = false;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The silo stops.
            }
            catch (Exception exception) // What is shown stays until the database is back.
            {
                if (!isLost) LogNotRead(exception);
                isLost = true;
            }
        }
    }

    [LoggerMessage(EventId = 3601, Level = LogLevel.Warning, Message = "The versions of the projections cannot be read; what is shown stays")]
    private partial void LogNotRead(Exception exception);
}
