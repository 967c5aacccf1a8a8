using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>One activation of the tally, on a scheduler of its own as in a grain.</summary>
internal sealed class ViewActivation : IAsyncDisposable
{
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private readonly PartitionView<TallyModel> _view;

    public ViewActivation(ReadSide side, TallyProjection projection, int partition)
    {
        _view = new(projection, sink: null, partition, () => new(projection.Name, projection.Version), side.Services, side.Services.CatchUps);
        _ = _turns.StartNew(_view.Start);
    }

    public Task<PartitionAnswer<T>> AskAsync<T>(Func<TallyModel, T> answer, AtLeast atLeast = default) =>
        _turns.StartNew(() => _view.AskAsync(atLeast, answer, CancellationToken.None)).Unwrap();

    public Task<LogPage<TallyRow>> PageAsync(LogPageRequest request, AtLeast atLeast = default) =>
        _turns.StartNew(() => _view.GetPageAsync(model => model.Lines, request, atLeast, CancellationToken.None)).Unwrap();

    /// <summary>Folds the partition anew, however long that takes; returns what waits then.</summary>
    public async Task<IReadOnlyList<ParkedReadModel>> RefoldAsync()
    {
        var standing = await RedriveAsync(since: null, onlyParked: false);
        while (!standing.IsDone) standing = await RedriveAsync(standing.Generation, onlyParked: false);
        return standing.Parked;
    }

    public Task<RedriveStanding> RedriveAsync(long? since, bool onlyParked) =>
        _turns.StartNew(() => _view.RedriveAsync(since, onlyParked, CancellationToken.None)).Unwrap();

    public Task DrainAsync() => _turns.StartNew(() => _view.DrainAsync(CancellationToken.None)).Unwrap();

    /// <summary>Ends without saving, as a crash does.</summary>
    public async ValueTask DisposeAsync() => await _turns.StartNew(() => _view.DisposeAsync().AsTask()).Unwrap();
}
