using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// The shell of a view over everybody, for one partition: reads the feed at its own pace, folds, saves now and then, parks what cannot be
/// folded, and takes up after a crash where it was saved. Runs on one scheduler; queries read between its steps.
/// </summary>
internal sealed partial class PartitionView<TModel> : IAsyncDisposable
    where TModel : PartitionModel
{
    private readonly IPartitionProjection<TModel> _projection;
    private readonly IModelSink<TModel>? _sink;
    private readonly int _partition;
    private readonly Func<ReadModelId> _model;
    private readonly ProjectionServices _services;
    private readonly ITurns _turns;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _end;
    private readonly Dictionary<string, ItemRow> _unsavedEntries = new(StringComparer.Ordinal);
    private readonly Dictionary<PartitionKey, Parking> _parked = [];
    private readonly List<ReadModelRow> _unsavedParked = [];
    private readonly string _headByRules; // Of what is folded from now on.
    private ReadModelAddress _address;
    private ModelFold<TModel>? _fold;
    private ModelFold<TModel>? _shown;
    private ViewChange? _saving;
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource _wanted = NewSignal();
    private Task _running = Task.CompletedTask;
    private long _savedPosition;
    private long _unsavedSince;
    private long? _mustReach;
    private long _generation;
    private bool _isBehind;
    private string _head = ViewRows.HeadBody;

    /// <param name="model">The version to follow; when it becomes another, the view goes over to that as soon as it has come as far.</param>
    /// <param name="turns">What it takes its turn from while it is far behind.</param>
    public PartitionView(
        IPartitionProjection<TModel> projection, IModelSink<TModel>? sink, int partition, Func<ReadModelId> model, ProjectionServices services, ITurns turns)
    {
        _projection = projection;
        _headByRules = ViewRows.HeadOf(projection.Rules);
        _sink = sink;
        _partition = partition;
        _services = services;
        _turns = turns;
        _end = _life.Token;
        _model = model;
        _address = new(model(), ViewKey.Of(partition));
        _logger = services.Loggers.CreateLogger<PartitionView<TModel>>();
    }

    /// <summary>Position of the newest event that it shows.</summary>
    public long Position => _shown?.Position ?? 0;

    /// <summary>True when it is known where it was saved.</summary>
    public bool IsLoaded => _shown is not null;

    /// <summary>Which fold of the events it shows: of another version, or folded anew, it says other things at the same position.</summary>
    public (int Version, long Generation) ShownFold { get; private set; }

    /// <summary>Position of the newest event that is saved.</summary>
    public long SavedPosition => _savedPosition;

    /// <summary>What it waits for, if it does not move: null while it moves.</summary>
    public string? Fault { get; private set; }

    private ProjectionOptions Options => _services.Options;

    public void Start() => _running = RunAsync();

    public IReadOnlyList<ParkedReadModel> DescribeParked() =>
        [.. _parked.Select(parked => new ParkedReadModel(
            _projection.Name, parked.Key.Value, _partition, parked.Value.Position, parked.Value.EventType, parked.Value.Error, parked.Value.Since))];

    /// <summary>Stops, and saves what is not saved yet.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _life.CancelAsync();
        await _running;
        await EndRefoldAsync();
        if (_fold is not null && (_saving is not null || _fold.Position > _savedPosition)) await SaveAsync(_fold, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _running;
        await EndRefoldAsync();
        _life.Dispose();
    }

    private async Task RunAsync()
    {
        var wait = TimeSpan.FromMilliseconds(Options.ViewRetryMs);
        while (!_life.IsCancellationRequested)
        {
            try
            {
                await StepAsync(_life.Token);
                (Fault, wait) = (null, TimeSpan.FromMilliseconds(Options.ViewRetryMs));
            }
            catch (OperationCanceledException) when (_life.IsCancellationRequested)
            {
                // The activation ends.
            }
            catch (StaleReadModelException exception)
            {
                LogStale(exception, _address);
                Forget();
            }
            catch (Exception exception) // Whatever it is, it is tried again; health and lag show it meanwhile.
            {
                if (Fault is null) LogFault(exception, _address);
                Fault = $"{exception.GetType().Name}: {exception.Message}";
                await RestAsync(wait);
                wait = TimeSpan.FromMilliseconds(Math.Min(2 * wait.TotalMilliseconds, Options.ViewRetryMaxMs));
            }
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (_fold is not null && _saving is not null) await SaveAsync(_fold, cancellationToken);
        if (_model() is var model && model != _address.Model)
        {
            await EndRefoldAsync();
            Forget();
            _address = new(model, _address.Key);
        }

        if (_refold is not null && _fold is not null && _refold.Position >= _fold.Position) await SwapAsync(_fold, _refold, cancellationToken);
        if ((_refoldAsked || IsOfOtherRules) && _refold is null) await BeginRefoldAsync(cancellationToken);
        _fold ??= await LoadAsync(cancellationToken);

        var events = _isBehind ? await _turns.RunAsync(() => AdvanceAsync(_fold, cancellationToken), cancellationToken) : await AdvanceAsync(_fold, cancellationToken);
        _isBehind = events == Options.FillPageSize;
        if (events > 0 && events < Options.FillPageSize / 4) await PauseAsync();
    }

    private async Task<int> AdvanceAsync(ModelFold<TModel> fold, CancellationToken cancellationToken)
    {
        var events = await _services.Feed.ReadAsync(_partition, fold.Position + 1, Options.FillPageSize, _isBehind ? TimeSpan.Zero : Patience(fold), cancellationToken);
        Take(fold, events);
        if (IsSaveDue(fold)) await SaveAsync(fold, cancellationToken);
        return events.Count;
    }

    /// <summary>Until more events are worth a step, or a query waits for one of them.</summary>
    private async Task PauseAsync()
    {
        _wanted = NewSignal();
        await _wanted.Task.WaitAsync(TimeSpan.FromMilliseconds(Options.ViewPauseMs), _services.Time, _life.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RestAsync(TimeSpan duration) => await Task.Delay(duration, _services.Time, _life.Token)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task<ModelFold<TModel>> LoadAsync(CancellationToken cancellationToken)
    {
        // Asked before reading, so that nothing which was shown before a crash disappears.
        var state = await _services.Journal.GetStateAsync(_partition, cancellationToken);
        var row = await _services.Loader.LoadAsync(_address, cancellationToken);
        var fold = new ModelFold<TModel>(_projection);
        try
        {
            if (row is not null) await LoadTablesAsync(fold.Model, row, cancellationToken);
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, _address);
            fold = new(_projection);
            row = new(_address.Key, _partition, Position: 0, ViewRows.HeadBody, Parking: null) { Generation = await BeginAsync(_address, cancellationToken) };
        }

        await LoadParkedAsync(cancellationToken);
        fold.GoOn(row?.Position ?? 0, _parked.Select(parked =>
            (parked.Key, new ModelFold<TModel>.ParkedAt(parked.Value.Position, parked.Value.EventType, Error: null))));
        _head = row is null or { Position: 0 } ? _headByRules : row.Body; // Nothing is folded yet.
        _savedPosition = fold.Position;
        _generation = row?.Generation ?? 0;
        _mustReach = state.Head;
        if (_head != _headByRules) LogOtherRules(_address, _projection.Rules);
        Show(fold);
        return fold;
    }

    private async Task LoadTablesAsync(TModel model, ReadModelRow row, CancellationToken cancellationToken)
    {
        await ViewRows.LoadTablesAsync(model, _services.Store, _address, Options.FillPageSize, cancellationToken);

        // What an activation before this one sent off may have been saved while the pages were read: they are of one position or worth nothing.
        var after = await _services.Loader.LoadAsync(_address, cancellationToken);
        if (after?.Position != row.Position || after.Generation != row.Generation) throw new StaleReadModelException(_address);
    }

    private async Task LoadParkedAsync(CancellationToken cancellationToken)
    {
        _parked.Clear();
        for (PartitionKey? after = null; ;)
        {
            var page = await _services.Store.ListParkedAsync(_address.Model, after, Options.FillPageSize, cancellationToken);
            foreach (var row in page.Where(row => row.Partition == _partition))
            {
                if (row.Parking is { } parking) _parked[row.Key] = parking;
            }

            if (page.Count < Options.FillPageSize) return;
            after = page[^1].Key;
        }
    }

    private void Forget()
    {
        _fold = null;
        _saving = null;
        _unsavedEntries.Clear();
        _unsavedParked.Clear();
    }

    private void Take(ModelFold<TModel> fold, IReadOnlyList<RecordedEvent> events)
    {
        if (events.Count == 0)
        {
            Show(fold);
            return;
        }

        if (fold.Position == _savedPosition) _unsavedSince = _services.Time.GetTimestamp();
        foreach (var recorded in events)
        {
            if (fold.Fold(recorded) is { } parked) Park(recorded, parked);
        }

        foreach (var entry in fold.Model.Entries?.TakeWritten() ?? [])
        {
            var row = ViewRows.Entry(_address.Key, entry, fold.Position);
            _unsavedEntries[row.Item] = row;
        }

        _services.Instruments.Applied(_projection.Name, events.Count);
        _services.Instruments.Lag(_projection.Name, _services.Time.GetUtcNow() - events[^1].RecordedAt);
        Show(fold);
    }

    private void Park(RecordedEvent recorded, ModelFold<TModel>.ParkedAt parked)
    {
        var parking = parked.Error is { } exception ? _services.ParkingOf(recorded, exception) : _services.ParkingOf(recorded, "");
        _parked[recorded.Key] = parking;
        _unsavedParked.Add(new(recorded.Key, _partition, recorded.Position - 1, ViewRows.HeadBody, parking));
        _services.Instruments.Parked(_projection.Name);
        LogParked(parked.Error, _address, recorded.Key.Value, recorded.Type, recorded.Position);
    }

    /// <summary>How long to wait for the next event: what is folded has to be saved in time.</summary>
    private TimeSpan Patience(ModelFold<TModel> fold)
    {
        if (fold.Position == _savedPosition) return TimeSpan.FromMilliseconds(Options.FeedLookPeriodMs);
        var left = TimeSpan.FromMilliseconds(Options.ViewSavePeriodMs) - _services.Time.GetElapsedTime(_unsavedSince);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private bool IsSaveDue(ModelFold<TModel> fold) =>
        fold.Position > _savedPosition
        && (fold.Position - _savedPosition >= Options.ViewSaveEventsMax || Patience(fold) == TimeSpan.Zero);

    private async Task SaveAsync(ModelFold<TModel> fold, CancellationToken cancellationToken)
    {
        _saving ??= ViewChange.Take(fold, _address, _partition, _head, _unsavedEntries.Values, _sink, [.. _unsavedParked]);

        // First those that wait: a crash in between leaves them parked from their events on, which come again.
        foreach (var row in _saving.Parked)
            if (!await _services.Store.ParkForAsync(_address, _generation, row, cancellationToken)) throw new StaleReadModelException(_address);
        _unsavedParked.RemoveRange(0, _saving.Parked.Count);
        _saving = _saving with { Parked = [] };
        if (!await _services.Writer.SaveAsync(_saving.Rows with { Generation = _generation }, cancellationToken)) throw new StaleReadModelException(_address);

        _savedPosition = _saving.Rows.Position;
        _saving = null;
        _unsavedEntries.Clear(); // Nothing was folded meanwhile.
        Show(fold); // Somebody may wait for what is saved.
    }

    private void Show(ModelFold<TModel> fold)
    {
        if (_shown is null || fold.Position >= _shown.Position) (_shown, ShownFold) = (fold, (_address.Model.Version, _generation));
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
