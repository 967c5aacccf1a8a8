using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>
/// A process that has something to do has a lane, in which its reactions wait for each other. A parked process has none: its events are passed
/// over, and made up for from the journal when it is redriven; while that goes on it has a lane again, and new events wait behind.
/// </remarks>
internal sealed partial class ReactorPartition
{
    /// <summary>The share of the window that others may use up while a reaction keeps failing.</summary>
    private const int InTheWayDivisor = 4;

    private readonly Dictionary<ProcessId, Queue<Job>> _lanes = [];
    private readonly Dictionary<ProcessId, ParkedReaction> _parked = [];
    private readonly Queue<ProcessId> _redrives = new();
    private TaskCompletionSource? _drained;

    /// <summary>Lets a parked process go on from the event at which it stands.</summary>
    public void Redrive(ProcessId process)
    {
        lock (_gate)
        {
            if (_parked.ContainsKey(process) && !_redrives.Contains(process)) _redrives.Enqueue(process);
        }

        _tail.Nudge();
    }

    /// <summary>Under the gate.</summary>
    private void Enqueue(Job job)
    {
        if (_lanes.TryGetValue(job.Process, out var lane))
        {
            lane.Enqueue(job);
            return;
        }

        if (_parked.ContainsKey(job.Process))
        {
            Finish(job);
        }
        else if (OnlyReminderOf(job.Reaction) is { } reminder)
        {
            Remember(reminder);
            FinishDone(job);
        }
        else
        {
            BeginLane(job.Process, new([job]));
        }
    }

    /// <summary>What a reaction wants remembered that wants nothing else, and so need not wait for a turn: every hold and booking has two.</summary>
    private static Wave.Reminder? OnlyReminderOf(Reaction reaction) =>
        reaction.Waves is IReadOnlyList<Wave> { Count: 1 } waves ? waves[0] as Wave.Reminder : null;

    /// <summary>Under the gate.</summary>
    private void BeginLane(ProcessId process, Queue<Job> lane)
    {
        _lanes.Add(process, lane);
        _ = Task.Factory.StartNew(() => RunLaneAsync(process, lane), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private async Task RunLaneAsync(ProcessId process, Queue<Job> lane)
    {
        try
        {
            while (Next(process, lane) is { } job)
            {
                if (!await TryRunAsync(process, lane, job)) return;
            }
        }
        catch (Exception) when (_abort.IsCancellationRequested)
        {
            // What is not done is done again by the next claim.
            EndLane(process);
        }
        catch (Exception exception)
        {
            // A bug of this class: the claim ends, and a new one goes on from what was saved.
            LogFailed(exception, Partition);
            EndLane(process);
            await _stopTaking.CancelAsync();
        }
    }

    private Job? Next(ProcessId process, Queue<Job> lane)
    {
        lock (_gate)
        {
            _abort.Token.ThrowIfCancellationRequested();
            if (lane.TryPeek(out var job)) return job;

            // The lane of a parked process ends here only when everything is made up for.
            if (_parked.Remove(process)) _parkedChanges[process] = null;
            EndLane(process);
            return null;
        }
    }

    /// <returns>False if the process is parked now and the lane closed.</returns>
    private async Task<bool> TryRunAsync(ProcessId process, Queue<Job> lane, Job job)
    {
        try
        {
            await _runner.RunAsync(job, _abort.Token);
            lock (_gate)
            {
                lane.Dequeue();
                foreach (var reminder in job.Reminders) Remember(reminder);
                FinishDone(job);
            }

            return true;
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested)
        {
            if (TryPark(process, lane, job, exception)) return false;

            LogTooManyParked(exception, process, Partition, job.Cause.Position, _options.ParkedCountMax);
            await Task.Delay(TimeSpan.FromMilliseconds(_options.RetryDelayMaxMs), _time, _abort.Token);
            return true;
        }
    }

    /// <summary>
    /// True if others wait for a reaction: its event is far behind the newest, or nothing is taken for a while because all that may be under way is. Those
    /// that are made up for wait as long as anybody likes, but so do others for their turn.
    /// </summary>
    private bool IsInTheWay(Job job)
    {
        if (job.Taken is not { } taken) return true;
        lock (_gate)
        {
            return _window.Newest - taken.Position > _options.WindowEventCountMax / InTheWayDivisor
                || (_fullSince is { } since && _time.GetElapsedTime(since) >= _deadlines.Shortest);
        }
    }

    private bool TryPark(ProcessId process, Queue<Job> lane, Job job, Exception exception)
    {
        lock (_gate)
        {
            var known = _parked.GetValueOrDefault(process);
            if (known is null && _parked.Count >= _options.ParkedCountMax) return false;

            var isTransient = exception is ReactionFailedException { IsTransient: true };
            var parked = new ParkedReaction(process.Reactor, process.Process, Partition, job.Cause.Key, job.Cause.Position, job.Cause.Type,
                exception.Message, isTransient, known?.Since ?? _time.GetUtcNow());
            _parked[process] = parked;
            _parkedChanges[process] = parked;
            foreach (var reminder in job.Reminders) Remember(reminder);
            foreach (var waiting in lane) Finish(waiting);
            EndLane(process);
        }

        _instruments.Parked.Add(1);
        LogParked(exception, process, Partition, job.Cause.Position);
        return true;
    }

    /// <summary>Under the gate.</summary>
    private void Remember(Wave.Reminder reminder)
    {
        _dueChanges[reminder.Id] = reminder.Due;
        _dueChangedSinceRead?.Add(reminder.Id);
    }

    /// <summary>Under the gate. The reaction is carried out.</summary>
    private void FinishDone(Job job)
    {
        _instruments.Reactions.Add(1);
        Finish(job);
    }

    /// <summary>Under the gate. The event is done with, or passed over.</summary>
    private void Finish(Job job)
    {
        if (job.Taken is not { } taken) return;
        _window.Done(taken);
        _progress.Raise();
    }

    private void EndLane(ProcessId process)
    {
        lock (_gate)
        {
            _lanes.Remove(process);
            if (_lanes.Count == 0) _drained?.TrySetResult();
        }
    }

    private async Task DrainAsync()
    {
        lock (_gate)
        {
            if (_lanes.Count == 0) return;
            _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.DrainTimeoutMs), _time);
        await using var registration = deadline.Token.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await _drained.Task;
    }

    private async Task RedriveLoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.RedriveDelayMs), _time, stoppingToken);
            foreach (var parked in Parked())
            {
                if (parked.IsTransient) Redrive(new(parked.Reactor, parked.Process));
            }
        }
    }

    private async Task CatchUpParkedAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            ParkedReaction? parked;
            ProcessId process;
            lock (_gate)
            {
                if (!_redrives.TryDequeue(out process)) return;
                if (_lanes.ContainsKey(process) || !_parked.TryGetValue(process, out parked)) continue;
            }

            try
            {
                var missed = await ReadMissedAsync(parked, stoppingToken);
                lock (_gate) BeginLane(process, missed);
            }
            catch (JournalException exception)
            {
                LogNotRead(exception, Partition, parked.Position);
            }
        }
    }

    /// <summary>What was passed over: nothing is taken meanwhile.</summary>
    private async Task<Queue<Job>> ReadMissedAsync(ParkedReaction parked, CancellationToken stoppingToken)
    {
        var missed = new Queue<Job>();
        var from = parked.Position;
        while (true)
        {
            var page = await _journal.ReadKeyAsync(parked.Key, from, _options.PageEventCount, stoppingToken);
            foreach (var recorded in page)
            {
                if (recorded.Position > _window.Newest) return missed;
                foreach (var job in JobsOf(recorded))
                {
                    if (job.Process == new ProcessId(parked.Reactor, parked.Process)) missed.Enqueue(job);
                }
            }

            if (page.Count < _options.PageEventCount) return missed;
            from = page[^1].Position + 1;
        }
    }

    [LoggerMessage(1221, LogLevel.Error, "{Process} of partition {Partition} is parked at position {Position}; all others flow.")]
    private partial void LogParked(Exception exception, ProcessId process, int partition, long position);

    [LoggerMessage(1222, LogLevel.Error, "{Process} of partition {Partition} cannot go on at position {Position}, and {ParkedCountMax} are parked already; trying again.")]
    private partial void LogTooManyParked(Exception exception, ProcessId process, int partition, long position, int parkedCountMax);
}
