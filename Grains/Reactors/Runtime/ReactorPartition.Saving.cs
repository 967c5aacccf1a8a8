using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>
/// The checkpoint is saved in one transaction with what the reactions up to it want remembered and with what is parked: whatever is lost in a
/// crash is made again from the same events.
/// </remarks>
internal sealed partial class ReactorPartition
{
    private static readonly Dictionary<string, DueTime?> NoDueChanges = [];

    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly Signal _progress = new();
    private Dictionary<string, DueTime?> _dueChanges = [];
    private Dictionary<string, DueTime?> _dueSaving = NoDueChanges; // Perhaps saved, perhaps not yet.
    private Dictionary<ProcessId, ParkedReaction?> _parkedChanges = [];
    private Dictionary<string, UnreadableDue?> _unreadableChanges = [];
    private long _savedCheckpoint;
    private bool _isFenced;
    private volatile bool _isKilled;

    private async Task SaveLoopAsync(CancellationToken stoppingToken)
    {
        while (!_isFenced)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.SaveDelayMs), _time, stoppingToken);
            await TrySaveAsync(stoppingToken);
        }
    }

    /// <returns>True if everything that was there to save is saved.</returns>
    private async Task<bool> TrySaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(cancellationToken);
            return !_isFenced;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotSaved(exception, Partition, _savedCheckpoint);
            return false;
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            if (TakeChanges() is not { } changes) return;
            try
            {
                _isFenced = !await _store.SaveAsync(Partition, _claim.Epoch, changes, cancellationToken);
            }
            catch
            {
                GiveBack(changes);
                throw;
            }

            if (_isFenced) LogFenced(Partition, _claim.Epoch);
            else NoteSaved(changes);
        }
        finally
        {
            lock (_gate) _dueSaving = NoDueChanges;
            _saving.Release();
        }
    }

    private ReactorChanges? TakeChanges()
    {
        lock (_gate)
        {
            if (_window.Checkpoint == _savedCheckpoint && _dueChanges.Count == 0 && _parkedChanges.Count == 0 && _unreadableChanges.Count == 0) return null;
            var changes = new ReactorChanges(_window.Checkpoint, _dueChanges, _parkedChanges) { Unreadable = _unreadableChanges };
            _dueSaving = _dueChanges;
            (_dueChanges, _parkedChanges, _unreadableChanges) = ([], [], []);
            return changes;
        }
    }

    /// <summary>What could not be saved comes before what has changed since.</summary>
    private void GiveBack(ReactorChanges changes)
    {
        lock (_gate)
        {
            foreach (var (id, due) in changes.Due) _dueChanges.TryAdd(id, due);
            foreach (var (id, parked) in changes.Parked) _parkedChanges.TryAdd(id, parked);
            foreach (var (id, unreadable) in changes.Unreadable) _unreadableChanges.TryAdd(id, unreadable);
        }
    }

    private void NoteSaved(ReactorChanges changes)
    {
        Volatile.Write(ref _savedCheckpoint, changes.Checkpoint);
        _progress.Raise();
        foreach (var due in changes.Due.Values)
        {
            if (due is not null) NoteDue(due.At);
        }
    }

    private async Task WaitForRoomAsync(long position, CancellationToken stoppingToken)
    {
        while (position - Volatile.Read(ref _savedCheckpoint) > _options.WindowEventCountMax)
        {
            if (!IsHalfDone() || !await TrySaveAsync(stoppingToken)) await _progress.WaitAsync(stoppingToken);
        }
    }

    /// <summary>True if saving what is done makes room at once that is worth a transaction.</summary>
    private bool IsHalfDone()
    {
        lock (_gate) return _window.Checkpoint - _savedCheckpoint > _options.WindowEventCountMax / 2;
    }

    [LoggerMessage(1231, LogLevel.Warning, "What the reactors of partition {Partition} have done after position {Checkpoint} cannot be saved; trying again.")]
    private partial void LogNotSaved(Exception exception, int partition, long checkpoint);

    [LoggerMessage(1232, LogLevel.Warning, "The reactors of partition {Partition} run elsewhere; epoch {Epoch} ends.")]
    private partial void LogFenced(int partition, long epoch);
}
