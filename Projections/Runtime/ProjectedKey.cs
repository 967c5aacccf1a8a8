using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// The projection shell for one key: duplicates dropped, holes filled from the journal, batches folded and saved, what cannot be folded
/// parked. Runs on one scheduler; whatever changes the read model passes one gate, and queries read between its steps.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem> : IDisposable
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    /// <summary>Reloads in a row because of another activation; it has to lose at some time.</summary>
    private const int ReloadsMax = 3;

    private readonly PartitionKey _key;
    private readonly int _partition;
    private readonly ReadModelAddress _address;
    private readonly ProjectionServices _services;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _life = new();
    private ReadModelMemory<TProjection, THead, TItem>? _memory;
    private TaskCompletionSource _changed = NewSignal();
    private bool _mustReload;

    public ReadModelId Model => _address.Model;

    public ProjectedKey(PartitionKey key, ReadModelId model, ProjectionServices services)
    {
        _key = key;
        _partition = services.Journal.Partitioning.PartitionOf(key);
        _address = new(model, key);
        _services = services;
        _logger = services.Loggers.CreateLogger<ProjectedKey<TProjection, THead, TItem>>();
    }

    /// <summary>Takes what the road brings. Returns when all of it is saved; if it throws, the road has to bring it again.</summary>
    public async Task DeliverAsync(IReadOnlyList<RecordedEvent> events)
    {
        if (events.Count == 0) return;
        _services.Feed.Add(events);
        using var activity = ProjectionDiagnostics.Start(TProjection.Name, events.Select(recorded => recorded.Context.TraceParent));
        await ExclusivelyAsync(async memory =>
        {
            await TakeAsync(memory, events);
            _services.Road.Reached(TProjection.Name, events[^1]);
            _services.Instruments.Lag(TProjection.Name, _services.Time.GetUtcNow() - events[^1].RecordedAt);
            await SaveAsync(memory);
        });
    }

    /// <summary>
    /// Tries the event again that it waits at, and all after it. Returns what it waits at now. Whatever fails on the way, it waits on until the event
    /// is folded, and from then on no more: in memory at once, in the row by the statement that saves it.
    /// </summary>
    public async Task<Parking?> RedriveAsync()
    {
        await ExclusivelyAsync(async memory =>
        {
            await CatchUpAsync(memory);
            await SaveAsync(memory);
        });
        return _memory?.Parking;
    }

    /// <summary>
    /// Forgets the read model, which cannot be read as it is stored, and folds it anew from the journal; until that is done queries see what was.
    /// </summary>
    private Task RebuildAsync() =>
        ExclusivelyAsync(async _ =>
        {
            _mustReload = true; // Should it fail on the way, what is shown is not what is stored.
            await _services.Store.DeleteAsync(_address, _life.Token);
            var memory = NewMemory(row: null);
            await CatchUpAsync(memory);
            await SaveAsync(memory);
            Show(memory);
            _mustReload = false;
        });

    public ParkedReadModel Describe(Parking parking) =>
        new(TProjection.Name, _key.Value, _partition, parking.Position, parking.EventType, parking.Error, parking.Since);

    /// <summary>Saves what is not saved yet, then takes no more.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var _ = cancellationToken.Register(_life.Cancel);
        if (_memory is { } memory && !(memory.IsSaved && memory.IsParkingSaved)) await ExclusivelyAsync(SaveAsync);
        await _life.CancelAsync();
    }

    public void Dispose()
    {
        _life.Dispose();
        _gate.Dispose();
    }

    private async Task ExclusivelyAsync(Func<ReadModelMemory<TProjection, THead, TItem>, Task> work)
    {
        await _gate.WaitAsync(_life.Token);
        try
        {
            for (var reloads = 0; ; reloads++)
            {
                try
                {
                    await work(await LoadedAsync());
                    return;
                }
                catch (StaleReadModelException exception) when (reloads < ReloadsMax)
                {
                    LogStale(exception, _address);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<ReadModelMemory<TProjection, THead, TItem>> LoadedAsync()
    {
        if (_memory is not null && !_mustReload) return _memory;
        var row = await _services.Loader.LoadAsync(_address, _life.Token);
        try
        {
            Show(NewMemory(row));
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, _address);
            await _services.Store.DeleteAsync(_address, _life.Token);
            Show(NewMemory(row: null));
        }

        _mustReload = false;
        return _memory!; // Shown just now.
    }

    private async Task TakeAsync(ReadModelMemory<TProjection, THead, TItem> memory, IReadOnlyList<RecordedEvent> events)
    {
        var run = new List<RecordedEvent>(events.Count);
        var last = memory.Position;
        foreach (var recorded in events)
        {
            if (memory.Parking is not null) return; // The journal has them all for the redrive.
            if (recorded.Key != _key)
                throw new InvalidOperationException($"{_key} was brought an event of {recorded.Key}, {recorded.Partition}@{recorded.Position}.");
            if (recorded.Position <= last) continue;
            if (recorded.Previous != last)
            {
                await TryFoldAsync(memory, run);
                run.Clear();
                last = await FillHoleAsync(memory, recorded);
                if (recorded.Position <= last || memory.Parking is not null) continue;
            }

            run.Add(recorded);
            last = recorded.Position;
        }

        await TryFoldAsync(memory, run);
    }

    private async Task<long> FillHoleAsync(ReadModelMemory<TProjection, THead, TItem> memory, RecordedEvent recorded)
    {
        if (memory.Parking is not null) return memory.Position;
        _services.Instruments.Hole(TProjection.Name);
        LogHole(_address, memory.Position, recorded.Previous, recorded.Position);
        await WithJournalAsync(() => TryFillAsync(memory));
        if (memory.Parking is null && recorded.Position > memory.Position && recorded.Previous != memory.Position)
        {
            Park(memory, _services.ParkingOf(
                recorded, $"It follows {recorded.Previous}, but the journal ends at {memory.Position}: it is another journal's."));
        }

        return memory.Position;
    }

    /// <summary>Folds all that the journal has, and remembers how far that is true.</summary>
    private Task CatchUpAsync(ReadModelMemory<TProjection, THead, TItem> memory) => WithJournalAsync(async () =>
    {
        // Asked before reading, so that everything up to it is in what is read.
        var state = await _services.Journal.GetStateAsync(_partition, _life.Token);
        if (await TryFillAsync(memory)) memory.KnowUpTo(state.Head);
        Signal();
    });

    /// <summary>Folds what the journal has after the newest event. False if it waits at one of those.</summary>
    private async Task<bool> TryFillAsync(ReadModelMemory<TProjection, THead, TItem> memory)
    {
        var pageSize = _services.Options.FillPageSize;
        while (true)
        {
            var page = await _services.Journal.ReadKeyAsync(_key, memory.Position + 1, pageSize, _life.Token);
            var isFolded = await TryFoldAsync(memory, page);
            _services.Instruments.Filled(TProjection.Name, page.Count);
            if (!isFolded || page.Count < pageSize) return isFolded;
            await SaveAsync(memory);
        }
    }

    private async Task WithJournalAsync(Func<Task> work)
    {
        await _services.Fills.WaitAsync(_life.Token);
        try
        {
            await work();
        }
        finally
        {
            _services.Fills.Release();
        }
    }

    /// <summary>False if it waits at one of the events.</summary>
    private async Task<bool> TryFoldAsync(ReadModelMemory<TProjection, THead, TItem> memory, IReadOnlyList<RecordedEvent> run)
    {
        if (run.Count == 0) return true;
        await LoadItemsAsync(memory, run);
        var isFolded = true;
        foreach (var recorded in run)
        {
            try
            {
                memory.Fold(recorded);
            }
            catch (Exception exception) // Whatever a fold throws is about this event: its key waits, all others flow.
            {
                Park(memory, _services.ParkingOf(recorded, exception), exception);
                isFolded = false;
                break;
            }
        }

        _services.Instruments.Applied(TProjection.Name, run.Count);
        Signal();
        return isFolded;
    }

    private async Task LoadItemsAsync(ReadModelMemory<TProjection, THead, TItem> memory, IReadOnlyList<RecordedEvent> run)
    {
        var lacking = memory.LackingFor(run);
        if (lacking.Count == 0) return;
        foreach (var row in await _services.Loader.LoadItemsAsync(_address, [.. lacking], _life.Token))
        {
            if (row.Position > memory.Position) throw Stale();
            await TakeAsync(memory, row);
        }
    }

    /// <summary>A row that this version cannot read was written by something else: the read model is forgotten and folded anew.</summary>
    private async ValueTask TakeAsync(ReadModelMemory<TProjection, THead, TItem> memory, ItemRow row)
    {
        try
        {
            memory.Take(row);
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, _address);
            await _services.Store.DeleteAsync(_address, _life.Token);
            throw Stale();
        }
    }

    private async Task SaveAsync(ReadModelMemory<TProjection, THead, TItem> memory)
    {
        if (memory.Change(Model, _partition) is { } change)
        {
            if (!await _services.Writer.SaveAsync(change, _life.Token)) throw Stale();
            memory.Saved(change.Position);
        }

        if (memory.IsParkingSaved) return;
        if (memory.Parking is null) await _services.Store.UnparkAsync(_address, _life.Token);
        else if (!await _services.Store.ParkAsync(_address, new(_key, _partition, memory.Position, memory.HeadBody(), memory.Parking), _life.Token)) throw Stale();
        memory.ParkingSaved();
    }

    private void Park(ReadModelMemory<TProjection, THead, TItem> memory, Parking parking, Exception? exception = null)
    {
        memory.Parking = memory.Parking?.Position == parking.Position ? parking with { Since = memory.Parking.Since } : parking;
        _services.Instruments.Parked(TProjection.Name);
        LogParked(exception, _address, parking.EventType, parking.Position);
    }

    private StaleReadModelException Stale()
    {
        _mustReload = true;
        return new(_address);
    }

    private void Show(ReadModelMemory<TProjection, THead, TItem> memory)
    {
        _memory = memory;
        Signal();
    }

    private ReadModelMemory<TProjection, THead, TItem> NewMemory(ReadModelRow? row) => new(_key, _services.Options.ItemsInMemoryMax, row);

    /// <summary>Wakes the queries that wait for the read model to move on.</summary>
    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
