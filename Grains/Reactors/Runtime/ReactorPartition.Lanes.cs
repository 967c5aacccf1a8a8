using CommandProcessor.Grains.Reactors.Steps;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>A process that has something to do has a lane, in which its reactions wait for each other. A parked process has none.</remarks>
internal sealed partial class ReactorPartition
{
    /// <summary>The share of the window that others may use up while a reaction keeps failing.</summary>
    private const int InTheWayDivisor = 4;

    private readonly Dictionary<ProcessId, Queue<Job>> _lanes = [];
    private TaskCompletionSource? _drained;

    /// <summary>Under the gate.</summary>
    private void Enqueue(Job job)
    {
        if (_parked.Count > 0 && _parked.ContainsKey(job.Process))
        {
            PassOver(job);
        }
        else if (_lanes.TryGetValue(job.Process, out var lane))
        {
            lane.Enqueue(job);
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
        Begin(() => RunLaneAsync(process, lane));
    }

    private void Begin(Func<Task> work) =>
        _ = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    private async Task RunLaneAsync(ProcessId process, Queue<Job> lane)
    {
        try
        {
            while (Next(process, lane) is { } job)
            {
                if (!await TryRunAsync(job, lane)) return;
            }
        }
        catch (Exception) when (_abort.IsCancellationRequested)
        {
            // What is not done is done again by the next claim.
            EndLane(process);
        }
        catch (Exception exception)
        {
            EndLane(process);
            Fail(exception);
        }
    }

    /// <summary>A bug of this class: the claim ends, and a new one goes on from what was saved.</summary>
    private void Fail(Exception exception)
    {
        LogFailed(exception, Partition);
        EndLoops();
    }

    private Job? Next(ProcessId process, Queue<Job> lane)
    {
        lock (_gate)
        {
            _abort.Token.ThrowIfCancellationRequested();
            if (lane.TryPeek(out var job)) return job;

            EndLane(process);
            return null;
        }
    }

    /// <returns>False if the process is parked now and the lane closed.</returns>
    private async Task<bool> TryRunAsync(Job job, Queue<Job> lane)
    {
        try
        {
            await _runner.RunAsync(job, _abort.Token);
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested)
        {
            if (TryPark(job, exception, lane)) return false;

            LogTooManyParked(exception, job.Process, Partition, job.Cause.Position, _options.ParkedCountMax);
            await Task.Delay(TimeSpan.FromMilliseconds(_options.RetryDelayMaxMs), _time, _abort.Token);
            return true;
        }

        lock (_gate)
        {
            lane.Dequeue();
            FinishDone(job);
        }

        return true;
    }

    /// <summary>
    /// True if others wait for a reaction: its event is far behind the newest, or nothing is taken for a while because all that may be under way is. One
    /// that is made up for holds up nobody in the window, but others that are parked may wait for its turn.
    /// </summary>
    private bool IsInTheWay(Job job)
    {
        lock (_gate)
        {
            if (job.Taken is not { } taken) return _asked.Count + _healing.Count > 0;
            return _window.Newest - taken.Position > _options.WindowEventCountMax / InTheWayDivisor
                || (_fullSince is { } since && _time.GetElapsedTime(since) >= _deadlines.Shortest);
        }
    }

    /// <summary>Under the gate. The reaction is carried out.</summary>
    private void FinishDone(Job job)
    {
        _instruments.Reactions.Add(1);
        foreach (var reminder in job.Reminders) Remember(reminder);
        Finish(job);
    }

    /// <summary>Under the gate. The event is done with, or passed over.</summary>
    private void Finish(Job job)
    {
        if (job.Taken is not { } taken) return;
        _window.Done(taken);
        _progress.Raise();
        NoteReacted();
    }

    private void EndLane(ProcessId process)
    {
        lock (_gate)
        {
            _lanes.Remove(process);
            NoteWorkEnded();
        }
    }

    /// <summary>Under the gate.</summary>
    private void NoteWorkEnded()
    {
        if (IsIdle) _drained?.TrySetResult();
    }

    private bool IsIdle => _lanes.Count == 0 && _redriveCount == 0 && _dueUnderWay.Count == 0;

    private async Task DrainAsync()
    {
        lock (_gate)
        {
            if (IsIdle) return;
            _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.DrainTimeoutMs), _time);
        await using var registration = deadline.Token.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await _drained.Task;
    }

    [LoggerMessage(1222, LogLevel.Error, "{Process} of partition {Partition} cannot go on at position {Position}, and {ParkedCountMax} are parked already; trying again.")]
    private partial void LogTooManyParked(Exception exception, ProcessId process, int partition, long position, int parkedCountMax);
}
