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
    private readonly SemaphoreSlim _look = new(1);
    private readonly TimeSpan _ageMax = TimeSpan.FromMilliseconds(options.Value.VersionAgeMaxMs);
    private FrozenDictionary<string, ProjectionVersion>? _shown;
    private IReadOnlyList<ProjectionVersion> _known = [];
    private FrozenSet<string> _held = [];
    private long _lookedAt; // 0 before the first look.
    private Task _looking = Task.CompletedTask;

    /// <summary>All versions of all projections, as of the last look.</summary>
    public IReadOnlyList<ProjectionVersion> Known => Volatile.Read(ref _known);

    /// <exception cref="InvalidOperationException">Nobody has looked yet, or there is no such projection or no version of it that this program can show.</exception>
    public ReadModelId ActiveOf(string projection) =>
        FindShown(projection)?.Model ?? throw new InvalidOperationException($"No version of projection '{projection}' is known.");

    /// <summary>The version that is shown, as of the last look; null if there is none that this program can show.</summary>
    public ProjectionVersion? FindShown(string projection) => Volatile.Read(ref _shown) is { } shown ? shown.GetValueOrDefault(projection) : null;

    /// <summary>The newest that the database says; makes the first version of a projection.</summary>
    /// <exception cref="ReadModelException">The database failed.</exception>
    /// <exception cref="ReadModelMismatchException">There are versions that this program cannot show, and no others yet.</exception>
    public async Task<ReadModelId> FindActiveAsync(string projection, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return FindShown(projection)?.Model
            ?? throw new ReadModelMismatchException($"There is no version of '{projection}' yet that this program can show; the first silo of it makes one.");
    }

    /// <summary>True if this silo holds the projection.</summary>
    public bool Holds(string projection) => Volatile.Read(ref _held).Contains(projection);

    /// <exception cref="ReadModelException">The database failed.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _look.WaitAsync(cancellationToken); // What is seen later must not be overwritten by what was seen before.
        try
        {
            await LookAloneAsync(cancellationToken);
        }
        finally
        {
            _look.Release();
        }
    }

    /// <summary>
    /// Waits, if it must, until what is known here is not older than <see cref="ProjectionOptions.VersionAgeMaxMs"/>. Whoever has events at hand before he
    /// calls this gives them to a version that was shown no longer ago than that: so whoever switches knows which events may have missed the new one.
    /// </summary>
    /// <exception cref="ReadModelException">The database failed.</exception>
    public async ValueTask RequireRecentAsync(CancellationToken cancellationToken)
    {
        if (IsRecent()) return;
        await _look.WaitAsync(cancellationToken);
        try
        {
            if (!IsRecent()) await LookAloneAsync(cancellationToken);
        }
        finally
        {
            _look.Release();
        }
    }

    /// <summary>Looks again and again from now on.</summary>
    /// <param name="holds">Tells the projections that this silo holds: it sees to it that there are versions to show of them.</param>
    public async Task StartAsync(Func<ProjectionDescription, bool> holds, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _held, _projections.Where(holds).Select(projection => projection.Name).ToFrozenSet(StringComparer.Ordinal));
        await LookAsync(cancellationToken);
        _looking = Task.Run(FollowAsync, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
        _look.Dispose();
    }

    private bool IsRecent() => Volatile.Read(ref _lookedAt) is not 0 and var lookedAt && time.GetElapsedTime(lookedAt) <= _ageMax;

    private async Task LookAloneAsync(CancellationToken cancellationToken)
    {
        var lookedAt = time.GetTimestamp();
        var known = await store.ReadAsync(cancellationToken);
        var lacking = _projections.Where(projection => projection.FindShown(known) is null && MayMakeOne(projection, known)).ToList();
        foreach (var projection in lacking)
            await store.ShowAsync(projection.Name, projection.Fold, Holds(projection.Name), isByKey: !projection.IsOverAll, cancellationToken);
        if (lacking.Count > 0) known = await store.ReadAsync(cancellationToken);
        var shown = _projections.Select(projection => projection.FindShown(known)).OfType<ProjectionVersion>();
        Volatile.Write(ref _known, known);
        Volatile.Write(ref _shown, shown.ToFrozenDictionary(version => version.Model.Projection, StringComparer.Ordinal));
        Volatile.Write(ref _lookedAt, lookedAt);
    }

    /// <summary>Anybody makes the first of all; but to show one to a fold of its own changes what others show.</summary>
    private bool MayMakeOne(ProjectionDescription projection, IReadOnlyList<ProjectionVersion> known) =>
        Holds(projection.Name) || !known.Any(version => version.Model.Projection == projection.Name);

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
