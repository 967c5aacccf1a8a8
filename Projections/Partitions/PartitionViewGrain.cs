using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// A view over everybody as a grain, one for each partition. A view derives from it, is placed by <see cref="PartitionPlacementAttribute"/>
/// with the role of reading, and answers out of <see cref="AskAsync"/> and <see cref="GetPageAsync"/>. Reentrant: it only reads memory.
/// </summary>
[Reentrant]
public abstract partial class PartitionViewGrain<TModel>(IPartitionProjection<TModel> projection, PartitionViewParts parts)
    : Grain, IPartitionViewGrain, IAsyncDisposable
    where TModel : PartitionModel
{
    private readonly ILogger _logger = parts.Services.Loggers.CreateLogger<PartitionViewGrain<TModel>>();
    private readonly Relocation _relocation = new(parts.Preferred, SiloRole.OfView(projection.Name), parts.Silo.SiloAddress);
    private PartitionView<TModel>? _view;

    private PartitionView<TModel> View => _view
        ?? throw new QueryRetryException($"{projection.Name} of partition {Partition} is not awake.");

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        parts.Partitioning.Require(this.GetPrimaryKeyLong());
        _view = new(projection, parts.SinkOf<TModel>(), Partition, () => parts.Services.Versions.ActiveOf(projection.Name), parts.Services, parts.Services.CatchUps);
        _view.Start();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_view is null) return;
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(parts.Services.Options.DrainTimeoutMs), parts.Services.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await _view.DrainAsync(either.Token);
        }
        catch (Exception exception) when (exception is ReadModelException or OperationCanceledException or StaleReadModelException)
        {
            LogNotDrained(exception, projection.Name, Partition); // It is folded again from where it was saved.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_view is not null) await _view.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public Task<ViewHealth> PingAsync(CancellationToken cancellationToken)
    {
        if (_relocation.IsDue(Partition)) MigrateOnIdle();
        return Task.FromResult(new ViewHealth(View.Position, View.Fault, View.ShownFold.Version, View.ShownFold.Generation));
    }

    public Task<RedriveStanding> RedriveAsync(long? since, bool onlyParked, CancellationToken cancellationToken) =>
        View.RedriveAsync(since, onlyParked, cancellationToken);

    /// <summary>What the model says, when it is as fresh as asked.</summary>
    /// <param name="answer">Reads the model and does not keep it.</param>
    /// <exception cref="QueryRetryException">It is not so fresh within the deadline; the message says by how much.</exception>
    protected Task<PartitionAnswer<T>> AskAsync<T>(AtLeast atLeast, Func<TModel, T> answer, CancellationToken cancellationToken) =>
        View.AskAsync(Checked(atLeast), answer, cancellationToken);

    /// <summary>A page of the model's log, the newest entries first.</summary>
    protected Task<LogPage<TEntry>> GetPageAsync<TEntry>(
        Func<TModel, ModelLog<TEntry>> log, LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken)
        where TEntry : class =>
        View.GetPageAsync(log, request.Checked(), Checked(atLeast), cancellationToken);

    private static AtLeast Checked(AtLeast atLeast) => atLeast.Position >= 0
        ? atLeast
        : throw new ArgumentException($"AtLeast.Position {atLeast.Position} is negative; 0 asks for nothing.");

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message = "{Projection} of partition {Partition} was let go before it could be saved")]
    private partial void LogNotDrained(Exception exception, string projection, int partition);
}
