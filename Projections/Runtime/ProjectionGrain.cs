using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// One read model as a grain. A projection derives from it, names its stream by an implicit subscription, and answers queries out of <see
/// cref="GetHeadAsync"/>, <see cref="GetItemAsync"/> and <see cref="GetPageAsync"/>.
/// </summary>
public abstract partial class ProjectionGrain<TProjection, THead, TItem>(ProjectionServices services)
    : Grain, IProjectionGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<RecordedEvent>
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<TProjection>();
    private ProjectedKey<TProjection, THead, TItem>? _projected;

    /// <summary>Made when it is first needed, so that a malformed key is the caller's error and not a failed activation.</summary>
    private ProjectedKey<TProjection, THead, TItem> Projected
    {
        get
        {
            // What is under way in another version ends there: its rows, or the journal, have what it leaves undone.
            var model = services.Versions.ActiveOf(TProjection.Name);
            if (_projected?.Model != model) _projected = Project(model);
            return _projected;
        }
    }

    private ProjectedKey<TProjection, THead, TItem> Project(ReadModelId model) =>
        new(PartitionKey.Create(TProjection.KeyKind, this.GetPrimaryKeyString()), model, services);

    /// <summary>Attaches this grain to its stream. Without it Orleans would take events for delivered that nobody saw.</summary>
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        await handleFactory.Create<RecordedEvent>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<RecordedEvent>> items)
    {
        await services.Versions.RequireRecentAsync(CancellationToken.None); // It throws where the delivery would.
        await Projected.DeliverAsync([.. items.Select(item => item.Item)]);
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamFailed(ex, TProjection.Name, this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_projected is null) return;
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(services.Options.DrainTimeoutMs), services.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await _projected.DrainAsync(either.Token);
        }
        catch (Exception exception) when (exception is ReadModelException or OperationCanceledException or StaleReadModelException)
        {
            // The road was not told that it is delivered, and brings it again.
            LogNotDrained(exception, TProjection.Name, this.GetPrimaryKeyString());
        }

        _projected.Dispose();
    }

    public async Task<ParkedReadModel?> RedriveAsync(CancellationToken cancellationToken) =>
        Describe(await Projected.RedriveAsync().WaitAsync(cancellationToken));

    /// <summary>The head; the same object as long as it says the same.</summary>
    /// <exception cref="QueryRetryException">It is not so fresh within its time; the message says by how much.</exception>
    protected ValueTask<ReadModelHead<THead>> GetHeadAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        Projected.GetHeadAsync(Checked(atLeast), cancellationToken);

    /// <summary>A page of one item, or of none.</summary>
    protected Task<ReadModelPage<TItem>> GetItemAsync(string item, AtLeast atLeast, CancellationToken cancellationToken) =>
        Projected.GetItemAsync(item, Checked(atLeast), cancellationToken);

    /// <param name="categoriesOf">Only those categories of items, as the head tells them. Each costs a look-up of its own.</param>
    /// <param name="after">From <see cref="Cursor"/>, or any other place in the order of the items; null for the first page.</param>
    protected Task<ReadModelPage<TItem>> GetPageAsync(
        Func<THead, IReadOnlyList<int>> categoriesOf, ItemCursor? after, int countMax, AtLeast atLeast, CancellationToken cancellationToken) =>
        Projected.GetPageAsync(categoriesOf, after, countMax, Checked(atLeast), cancellationToken);

    protected long Now => services.Time.GetTimestamp();

    /// <summary>What is left to a query that reads more than once, of the time that it has for all.</summary>
    /// <param name="started">What <see cref="Now"/> was when it began.</param>
    protected AtLeast Left(AtLeast atLeast, long started) => atLeast with { Deadline = services.TimeOf(atLeast) - services.Time.GetElapsedTime(started) };

    private ParkedReadModel? Describe(Parking? parking) => parking is null ? null : Projected.Describe(parking);

    private static AtLeast Checked(AtLeast atLeast) => atLeast.Position >= 0
        ? atLeast
        : throw new ArgumentException($"AtLeast.Position {atLeast.Position} is negative; 0 asks for nothing.");

    /// <summary>The place that the <see cref="ReadModelPage{TItem}.Next"/> of a page names; null for none.</summary>
    /// <exception cref="ArgumentException">No page gave such a text.</exception>
    protected static ItemCursor? Cursor(string? after)
    {
        try
        {
            return after is null ? null : ItemCursor.Parse(after);
        }
        catch (FormatException exception)
        {
            // It is not null, or it would have parsed.
            throw new ArgumentException($"After '{(after!.Length > 40 ? after[..40] : after)}': {exception.Message}", exception);
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "The stream of {Projection} {Key} failed")]
    private partial void LogStreamFailed(Exception exception, string projection, string key);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "{Projection} {Key} was let go before it could be saved")]
    private partial void LogNotDrained(Exception exception, string projection, string key);
}
