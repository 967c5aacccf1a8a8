using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>The id of a due command follows from its time, so that sending it twice does nothing.</remarks>
internal sealed partial class ReactorPartition
{
    /// <summary>The share of a try's time for which others wait for one that is not answered.</summary>
    private const int GraceDivisor = 8;

    private readonly Signal _dueEnded = new();
    private readonly Dictionary<string, bool> _dueUnderWay = []; // True if a reaction has changed its mind meanwhile, which counts then.
    private readonly Dictionary<string, UnreadableDue> _unreadable = [];
    private HashSet<string>? _dueChangedSinceRead; // What became of due times while some are read comes after what is read. Null while none are.

    private TimeSpan DueGrace => TimeSpan.FromMilliseconds(_options.StepTimeoutMs / (double)GraceDivisor);

    /// <summary>Sends what was due at a moment. Whoever does not answer soon is waited for beside what comes next.</summary>
    /// <returns>False if it cannot go on for a while.</returns>
    private async Task<bool> TryCarryOutAsync(DateTimeOffset until, CancellationToken stoppingToken)
    {
        lock (_gate) _nextDue = DateTimeOffset.MaxValue; // What is saved from now on is noted again.
        while (true)
        {
            if (await TakeDueAsync(until, stoppingToken) is not { } page) return false;
            if (page.Due.Count > 0) await CarryOutAsync(page.Due, stoppingToken);
            if (page.IsLast || page.Due.Count == 0) await WaitForSlowAsync(stoppingToken);
            if (!await TrySaveAsync(stoppingToken)) return false;
            if (!page.IsLast) continue;

            if (await _store.FindNextDueAsync(Partition, stoppingToken) is { } next) NoteDue(next);
            return true;
        }
    }

    /// <summary>What is read, and neither under way nor changed since, in order; null if what cannot be read cannot be set aside either.</summary>
    private async Task<DuePage?> TakeDueAsync(DateTimeOffset until, CancellationToken stoppingToken)
    {
        DueReading reading;
        lock (_gate)
        {
            reading = new(_dueUnderWay.Count, _dueChanges, _dueSaving);
            _dueChangedSinceRead = [];
        }

        try
        {
            var countMax = _options.DueCountMax + reading.UnderWayCount; // Those under way stand in front.
            var due = await _store.ReadDueAsync(Partition, until, countMax, stoppingToken);
            lock (_gate)
            {
                List<DueTime> fresh = [.. due.Where(item => IsUnchanged(item.Id, reading)).Take(_options.DueCountMax - reading.UnderWayCount)];
                foreach (var item in fresh) _dueUnderWay.Add(item.Id, false);
                return new(fresh, IsLast: due.Count < countMax);
            }
        }
        catch (UnreadableDueException exception)
        {
            return TrySetAside(exception.Due, reading) ? new([], IsLast: false) : null;
        }
        finally
        {
            lock (_gate) _dueChangedSinceRead = null;
        }
    }

    /// <summary>Under the gate.</summary>
    private bool IsUnchanged(string id, DueReading reading) => !_dueUnderWay.ContainsKey(id)
        && !reading.Changes.ContainsKey(id) && !reading.Saving.ContainsKey(id) && _dueChangedSinceRead?.Contains(id) != true;

    private async Task CarryOutAsync(IReadOnlyList<DueTime> due, CancellationToken stoppingToken) =>
        await Task.WhenAll(due.Select(CarryOutAsync)).WaitAsync(DueGrace, _time, stoppingToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task CarryOutAsync(DueTime due)
    {
        try
        {
            var later = await SendAsync(due);
            lock (_gate)
            {
                if (!_dueUnderWay[due.Id]) ChangeDue(due.Id, later);
            }
        }
        finally
        {
            lock (_gate)
            {
                _dueUnderWay.Remove(due.Id);
                NoteWorkEnded();
            }

            _dueEnded.Raise();
        }
    }

    /// <returns>When it is to be sent again; null if it is done with.</returns>
    private async Task<DueTime?> SendAsync(DueTime due)
    {
        var id = CommandId.Derive(due.At, $"due/{Partition}/{due.Id}/{due.Step.Target}");
        var context = new CommandContext { CommandId = id, CorrelationId = id.Value, Principal = Principals.Reactor };
        try
        {
            var outcome = await _sender.SendAsync(due.Step, context, _deadlines.Token);
            _instruments.Due.Add(1);
            return outcome is CommandOutcome.Refused { Refusal.IsTransient: true } ? Later(due) : null;
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested)
        {
            LogDueNotSent(exception, due.Id, Partition);
            return Later(due);
        }
    }

    private DueTime Later(DueTime due) => due with { At = _time.GetUtcNow().AddMilliseconds(_options.DueRetryDelayMs) };

    private async Task WaitForSlowAsync(CancellationToken stoppingToken)
    {
        bool isWaiting;
        lock (_gate) isWaiting = _dueUnderWay.Count > 0;
        if (isWaiting) await _dueEnded.WaitAsync(DueGrace, _time, stoppingToken);
    }

    /// <summary>Under the gate. What a reaction says of a due time comes after everything that was said of it.</summary>
    private void Remember(Wave.Reminder reminder)
    {
        ChangeDue(reminder.Id, reminder.Due);
        if (_dueUnderWay.Count > 0 && _dueUnderWay.ContainsKey(reminder.Id)) _dueUnderWay[reminder.Id] = true;
        if (_unreadable.Count > 0 && _unreadable.Remove(reminder.Id)) _unreadableChanges[reminder.Id] = null;
    }

    /// <summary>Under the gate.</summary>
    private void ChangeDue(string id, DueTime? due)
    {
        _dueChanges[id] = due;
        _dueChangedSinceRead?.Add(id);
    }

    /// <summary>Has due times that cannot be read wait where nothing waits behind them. False if too many do already.</summary>
    private bool TrySetAside(IReadOnlyList<UnreadableDue> unreadable, DueReading reading)
    {
        foreach (var due in unreadable)
        {
            lock (_gate)
            {
                if (!IsUnchanged(due.Id, reading)) continue;
                if (IsParkingFull)
                {
                    LogTooManySetAside(Partition, _options.ParkedCountMax);
                    return false;
                }

                _unreadable[due.Id] = _unreadableChanges[due.Id] = due with { Since = _time.GetUtcNow() };
                ChangeDue(due.Id, null);
            }

            _instruments.Parked.Add(1);
            LogSetAside(due.Id, Partition, due.Error);
        }

        return true;
    }

    /// <summary>Under the gate. What this version understands is due again.</summary>
    private void ReadAgain(string id)
    {
        if (!_unreadable.TryGetValue(id, out var unreadable)) return;
        try
        {
            ChangeDue(id, new(id, unreadable.At, DueStepCodec.Read(unreadable.Step)));
            _unreadable.Remove(id);
            _unreadableChanges[id] = null;
        }
        catch (FormatException)
        {
            // It waits still, for the same reason.
        }
    }

    private sealed record DuePage(IReadOnlyList<DueTime> Due, bool IsLast);

    /// <param name="UnderWayCount">Sent and not answered.</param>
    /// <param name="Changes">Not saved, when the reading began.</param>
    /// <param name="Saving">Perhaps saved, when the reading began.</param>
    private sealed record DueReading(int UnderWayCount, Dictionary<string, DueTime?> Changes, Dictionary<string, DueTime?> Saving);

    [LoggerMessage(1242, LogLevel.Warning, "{Due} of partition {Partition} was not answered; trying again.")]
    private partial void LogDueNotSent(Exception exception, string due, int partition);

    [LoggerMessage(1244, LogLevel.Error, "{Due} of partition {Partition} cannot be read and is set aside, all others flow: {Error}")]
    private partial void LogSetAside(string due, int partition, string error);

    [LoggerMessage(1245, LogLevel.Error, "In partition {Partition} due times that cannot be read hold up others: {ParkedCountMax} are parked or set aside already.")]
    private partial void LogTooManySetAside(int partition, int parkedCountMax);
}
