using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Builds the read models of a partition's keys in one pass over its events, without a grain call for any of them. Rows that others wrote
/// meanwhile stay: a row only moves forward. Runs on one scheduler.
/// </summary>
internal sealed partial class KeyedBuild<TProjection, THead, TItem> : IPartitionBuild
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private static readonly string KeysBegin = TProjection.KeyKind + Identifier.Separator;
    private static readonly Task<IReadOnlyList<ReadModelChange>> Nothing = Task.FromResult<IReadOnlyList<ReadModelChange>>([]);

    private readonly ReadModelId _model;
    private readonly int _partition;
    private readonly ProjectionServices _services;
    private readonly BuildServices _builds;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<PartitionKey, ReadModelMemory<TProjection, THead, TItem>> _memories = [];
    private readonly HashSet<PartitionKey> _changed = [];
    private readonly HashSet<PartitionKey> _rejected = [];
    private Task _running = Task.CompletedTask;
    private Task<IReadOnlyList<ReadModelChange>> _saving = Nothing;
    private long _folded;
    private long _sent;

    public KeyedBuild(ReadModelId model, int partition, ProjectionServices services, BuildServices builds)
    {
        _model = model;
        _partition = partition;
        _services = services;
        _builds = builds;
        _logger = services.Loggers.CreateLogger<KeyedBuild<TProjection, THead, TItem>>();
    }

    public long? Position { get; private set; }

    public string? Fault { get; private set; }

    private ProjectionOptions Options => _services.Options;

    public void Start() => _running = RunAsync();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await BeginAsync();
                await FollowAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // What is folded and not saved is folded again when the build goes on.
            }
            catch (Exception exception) // Whatever it is, it goes on from what is saved; who looks at it is told.
            {
                if (Fault is null) LogFault(exception, _model, _partition);
                Fault = $"{exception.GetType().Name}: {exception.Message}";
                await RestAsync(Options.ViewRetryMaxMs);
            }
            finally
            {
                await ((Task)_saving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // None outlives it.
            }
        }
    }

    private async Task RestAsync(int milliseconds) => await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _services.Time, _stop.Token)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task BeginAsync()
    {
        _memories.Clear();
        _changed.Clear();
        _rejected.Clear();
        _saving = Nothing;
        Position = _folded = _sent = (await _builds.Versions.ReadBuildAsync(_model, _stop.Token)).GetValueOrDefault(_partition);
    }

    private async Task FollowAsync()
    {
        while (true)
        {
            var isAtEnd = await _builds.Turns.RunAsync(TurnAsync, _stop.Token); // Those that follow idly leave the others their turn.
            await SettleAsync(); // While the next folds.
            Fault = null;
            if (isAtEnd) await RestAsync(Options.BuildLookPeriodMs);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> TurnAsync()
    {
        var isAtEnd = await AdvanceAsync();
        await SaveAsync();
        return isAtEnd;
    }

    /// <summary>Folds for as long as a turn lasts. True if the journal has no more.</summary>
    private async Task<bool> AdvanceAsync()
    {
        var (unsaved, unsavedBytes) = (0, 0L);
        var reading = ReadAsync(_folded + 1);
        for (var pages = 0; pages < Options.BuildTurnPages; pages++)
        {
            var page = await reading;
            if (page.Count == 0) return true;
            reading = ReadAsync(page[^1].Position + 1); // While these are folded.
            foreach (var parked in await StepAsync(() => FoldAsync(page))) await ParkAsync(parked);
            _folded = page[^1].Position;
            unsaved += page.Count;
            unsavedBytes += page.Sum(static recorded => (long)recorded.Body.Length);
            if (unsaved < Options.BuildSaveEventsMax && unsavedBytes < Options.BuildSaveBytesMax) continue;
            (unsaved, unsavedBytes) = (0, 0);
            await SaveAsync();
        }

        await reading;
        return false;
    }

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(long position) =>
        StepAsync(() => _services.Journal.ReadPartitionAsync(_partition, position, Options.BuildPageSize, _stop.Token));

    private Task<T> StepAsync<T>(Func<Task<T>> step) => _builds.Throttle.RunAsync(step, _stop.Token);

    /// <summary>Returns the events that cannot be folded.</summary>
    private async Task<List<RecordedEvent>> FoldAsync(IReadOnlyList<RecordedEvent> page)
    {
        var events = page.Where(static recorded => recorded.Key.Value.StartsWith(KeysBegin, StringComparison.Ordinal)).ToList();
        await LoadHeadsAsync(events);
        await LoadItemsAsync(events);
        var parked = new List<RecordedEvent>();
        foreach (var recorded in events)
        {
            var memory = _memories[recorded.Key];
            if (memory.Parking is not null || recorded.Position <= memory.Position || _rejected.Contains(recorded.Key)) continue;
            if (recorded.Previous != memory.Position)
            {
                _rejected.Add(recorded.Key); // Something between was passed over, as only another's row can tell.
                continue;
            }

            try
            {
                memory.Fold(recorded);
                _changed.Add(recorded.Key);
            }
            catch (Exception exception) // It is about this event: its key waits, all others flow.
            {
                memory.Parking = _services.ParkingOf(recorded, exception);
                parked.Add(recorded);
            }
        }

        _services.Instruments.Applied(TProjection.Name, events.Count);
        return parked;
    }

    private async Task LoadHeadsAsync(List<RecordedEvent> events)
    {
        var lacking = events.Select(recorded => recorded.Key).Where(key => !_memories.ContainsKey(key)).Distinct().ToList();
        if (lacking.Count == 0) return;
        var rows = await _services.Store.LoadAsync([.. lacking.Select(key => new ReadModelAddress(_model, key))], _stop.Token);
        var itemsMax = StoredItems<TProjection, THead, TItem>.AreFinal ? 0 : Options.BuildItemsInMemoryMax;
        for (var at = 0; at < lacking.Count; at++) _memories.Add(lacking[at], await ReadHeadAsync(lacking[at], itemsMax, rows[at]));
    }

    private async ValueTask<ReadModelMemory<TProjection, THead, TItem>> ReadHeadAsync(PartitionKey key, int itemsMax, ReadModelRow? row)
    {
        try
        {
            return new(key, itemsMax, row);
        }
        catch (JsonException exception)
        {
            await ForgetAsync(key, exception);
            return new(key, itemsMax, row: null);
        }
    }

    /// <summary>What cannot be read was written by something else: the next event finds that it does not follow, and the key is folded anew.</summary>
    private async Task ForgetAsync(PartitionKey key, JsonException exception)
    {
        LogUnreadable(exception, new(_model, key));
        await _services.Store.DeleteAsync(new(_model, key), _stop.Token);
    }

    private async Task LoadItemsAsync(List<RecordedEvent> events)
    {
        if (StoredItems<TProjection, THead, TItem>.AreFinal) return; // All are new.
        var lacking = new List<ItemAddress>();
        foreach (var ofKey in events.GroupBy(static recorded => recorded.Key))
        {
            var memory = _memories[ofKey.Key];
            if (memory.HoldsAll || memory.Parking is not null) continue;
            var items = memory.LackingFor(ofKey.Where(recorded => recorded.Position > memory.Position));
            lacking.AddRange(items.Select(item => new ItemAddress(new(_model, ofKey.Key), item)));
        }

        if (lacking.Count == 0) return;
        foreach (var row in await _services.Store.LoadItemsAsync(lacking, _stop.Token))
        {
            if (row is null || _rejected.Contains(row.Key)) continue;
            if (row.Position > _memories[row.Key].Position || !await TryTakeAsync(row)) _rejected.Add(row.Key);
        }

        await GoAfterRejectedAsync();
        await LoadHeadsAsync(events);
    }

    private async ValueTask<bool> TryTakeAsync(ItemRow row)
    {
        try
        {
            _memories[row.Key].Take(row);
            return true;
        }
        catch (JsonException exception)
        {
            await ForgetAsync(row.Key, exception);
            return false;
        }
    }

    /// <summary>A grain that shows the version already has taken these further: they are brought to the journal's end as it does it.</summary>
    private async Task GoAfterRejectedAsync()
    {
        PartitionKey[] rejected = [.. _rejected];
        _rejected.Clear();
        foreach (var key in rejected)
        {
            using var projected = new ProjectedKey<TProjection, THead, TItem>(key, _model, _services);
            await projected.GetHeadAsync(AtLeast.Anything, _stop.Token);
            await projected.DrainAsync(_stop.Token);
            _memories.Remove(key);
            _changed.Remove(key);
        }
    }

    /// <summary>Sends off what has changed, when what was sent before is settled; the next pages are folded meanwhile.</summary>
    private async Task SaveAsync()
    {
        await SettleAsync();
        if (_memories.Count > Options.BuildKeysMax) LetGo();
        var changes = await StepAsync(() => Task.FromResult(TakeChanges()));
        _sent = _folded;
        _saving = changes.Count == 0 ? Nothing : _builds.Saves.RunAsync(() => SendAsync(changes), _stop.Token);
    }

    private List<ReadModelChange> TakeChanges()
    {
        List<ReadModelChange> changes = [.. _changed.Select(key => _memories[key].Change(_model, _partition)).OfType<ReadModelChange>()];
        _changed.Clear();
        return changes;
    }

    private async Task<IReadOnlyList<ReadModelChange>> SendAsync(List<ReadModelChange> changes)
    {
        foreach (var group in changes.Chunk(Options.SaveGroupMax))
        {
            foreach (var address in await StepAsync(() => _services.Store.SaveAsync(group, _stop.Token))) _rejected.Add(address.Key);
        }

        return changes;
    }

    /// <summary>
    /// Waits for what was sent, and notes how far everything is saved. Only here does memory let items go: while a page is folded it must hold
    /// what was looked up for it.
    /// </summary>
    private async Task SettleAsync()
    {
        foreach (var change in await _saving)
        {
            if (_memories.TryGetValue(change.Address.Key, out var memory)) memory.Saved(change.Position);
        }

        _saving = Nothing;
        await GoAfterRejectedAsync();
        if (_sent <= Position) return;
        await _builds.Versions.SaveBuildAsync(_model, _partition, _sent, _stop.Token);
        Position = _sent;
    }

    /// <summary>What is saved can be loaded again.</summary>
    private void LetGo()
    {
        foreach (var key in _memories.Keys.Where(key => !_changed.Contains(key)).ToList()) _memories.Remove(key);
    }

    private async Task ParkAsync(RecordedEvent recorded)
    {
        await SaveAsync();
        await SettleAsync(); // A row is parked where it stands.
        if (!_memories.TryGetValue(recorded.Key, out var memory)) return; // Another has parked it.
        await _services.Store.ParkAsync(
            new(_model, recorded.Key), new(recorded.Key, _partition, memory.Position, memory.HeadBody(), memory.Parking), _stop.Token);
    }

    [LoggerMessage(EventId = 3702, Level = LogLevel.Error, Message = "{Address} cannot be read as it is stored; it is folded anew from the journal")]
    private partial void LogUnreadable(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3701, Level = LogLevel.Warning, Message = "Building {Model} does not move in partition {Partition}; it is tried again until it does")]
    private partial void LogFault(Exception exception, ReadModelId model, int partition);
}
