using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>One activation of a view over everybody, on a scheduler of its own as in a grain.</summary>
internal class ViewActivation<TModel> : IAsyncDisposable
    where TModel : PartitionModel
{
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    public ViewActivation(ReadSide side, IPartitionProjection<TModel> projection, IModelSink<TModel>? sink, int partition)
    {
        View = new(projection, sink, partition, () => new(projection.Name, projection.Version), side.Services, side.Services.CatchUps);
        _ = _turns.StartNew(View.Start);
    }

    protected PartitionView<TModel> View { get; }

    public Task<PartitionAnswer<T>> AskAsync<T>(Func<TModel, T> answer, AtLeast atLeast = default) =>
        TurnAsync(() => View.AskAsync(atLeast, answer, CancellationToken.None));

    /// <summary>Once it is saved.</summary>
    public Task<PartitionAnswer<int>> AskSavedAsync(AtLeast atLeast) => TurnAsync(() => View.AskSavedAsync(atLeast, CancellationToken.None));

    /// <summary>Folds the partition anew, however long that takes; returns what waits then.</summary>
    public async Task<IReadOnlyList<ParkedReadModel>> RefoldAsync()
    {
        var standing = await RedriveAsync(since: null, onlyParked: false);
        while (!standing.IsDone) standing = await RedriveAsync(standing.Generation, onlyParked: false);
        return standing.Parked;
    }

    public Task<RedriveStanding> RedriveAsync(long? since, bool onlyParked) => TurnAsync(() => View.RedriveAsync(since, onlyParked, CancellationToken.None));

    public Task DrainAsync() => _turns.StartNew(() => View.DrainAsync(CancellationToken.None)).Unwrap();

    /// <summary>Ends without saving, as a crash does.</summary>
    public async ValueTask DisposeAsync() => await _turns.StartNew(() => View.DisposeAsync().AsTask()).Unwrap();

    protected Task<T> TurnAsync<T>(Func<Task<T>> work) => _turns.StartNew(work).Unwrap();
}

/// <summary>One activation of the tally.</summary>
internal sealed class ViewActivation(ReadSide side, TallyProjection projection, int partition) : ViewActivation<TallyModel>(side, projection, sink: null, partition)
{
    public Task<LogPage<TallyRow>> PageAsync(LogPageRequest request, AtLeast atLeast = default) =>
        TurnAsync(() => View.GetPageAsync(model => model.Lines, request, atLeast, CancellationToken.None));
}
