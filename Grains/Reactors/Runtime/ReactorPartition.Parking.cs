using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>
/// The events of a parked process are passed over, and made up for from the journal when it is redriven: first the one at which it stands, and only if that
/// succeeds the rest, so that a try costs one row. What is taken of it meanwhile is passed over too, so that nothing waits behind a redrive, and made up for
/// before the process is let go.
/// </remarks>
internal sealed partial class ReactorPartition
{
    private readonly Dictionary<ProcessId, ParkedReaction> _parked = [];
    private readonly Dictionary<ProcessId, long> _passedOver = []; // The newest event of a parked process that this claim has passed over.
    private readonly Dictionary<ProcessId, Turn> _redrives = []; // Those that wait for their turn, and those that have it.
    private readonly Queue<ProcessId> _asked = new(); // These have their turns before those who go on by themselves.
    private readonly Queue<ProcessId> _healing = new();
    private readonly SemaphoreSlim _redriveReading = new(1, 1); // One at a time: a thousand would leave no connection of the journal to others.
    private int _redriveCount;

    /// <summary>Lets a parked process go on from the event at which it stands, as soon as there is room. One that is not parked is no mistake.</summary>
    public void Redrive(ProcessId process)
    {
        lock (_gate)
        {
            if (process.Reactor == ParkedReaction.DueTimes) ReadAgain(process.Process);
            else if (_parked.ContainsKey(process)) AskFor(process, isAsked: true);
        }
    }

    /// <summary>Redrives what is parked of a reactor or of all, one process or all, and waits up to <see cref="ReactorOptions.RedriveWaitMs"/> for that.</summary>
    public async Task<ReactionRedrive> RedriveAsync(string? reactor, string? process, CancellationToken cancellationToken)
    {
        var asked = Parked()
            .Where(parked => (reactor is null || parked.Reactor == reactor) && (process is null || parked.Process == process))
            .Select(parked => new ProcessId(parked.Reactor, parked.Process)).ToHashSet();
        foreach (var one in asked) Redrive(one);
        await Task.WhenAll(asked.Select(WaitForRedriveAsync)).WaitAsync(TimeSpan.FromMilliseconds(_options.RedriveWaitMs), _time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<ParkedReaction> still = [.. Parked().Where(parked => asked.Contains(new(parked.Reactor, parked.Process)))];
        return new(asked.Count - still.Length, still, Next: null);
    }

    /// <summary>Ends when a redrive has: then the process flows, or is parked again.</summary>
    private Task WaitForRedriveAsync(ProcessId process)
    {
        lock (_gate) return _redrives.TryGetValue(process, out var turn) ? turn.Ended.Task : Task.CompletedTask;
    }

    private bool TryPark(Job job, Exception exception, Queue<Job>? lane)
    {
        ParkedReaction parked;
        bool isNews;
        lock (_gate)
        {
            var known = _parked.GetValueOrDefault(job.Process);
            if (known is null && IsParkingFull) return false;

            var isTransient = exception is ReactionFailedException { IsTransient: true };
            parked = new(job.Process.Reactor, job.Process.Process, Partition, job.Cause.Key, job.Cause.Position, job.Cause.Type,
                exception.Message, isTransient, known?.Since ?? _time.GetUtcNow());
            isNews = parked != known;
            if (isNews) _parked[job.Process] = _parkedChanges[job.Process] = parked;
            foreach (var reminder in job.Reminders) Remember(reminder);
            if (lane is not null) Close(job.Process, lane);
        }

        if (isNews) NoteParked(job, exception);
        return true;
    }

    private bool IsParkingFull => _parked.Count + _unreadable.Count >= _options.ParkedCountMax;

    /// <summary>Under the gate.</summary>
    private void Close(ProcessId process, Queue<Job> lane)
    {
        foreach (var waiting in lane) PassOver(waiting);
        EndLane(process);
    }

    /// <summary>Under the gate.</summary>
    private void PassOver(Job job)
    {
        _passedOver[job.Process] = job.Cause.Position;
        Finish(job);
    }

    private void NoteParked(Job job, Exception exception)
    {
        _instruments.Parked.Add(1);
        LogParked(exception, job.Process, Partition, job.Cause.Position);
    }

    private async Task RedriveLoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.RedriveDelayMs), _time, stoppingToken);
            lock (_gate)
            {
                foreach (var (process, parked) in _parked)
                {
                    if (parked.IsTransient) AskFor(process, isAsked: false);
                }
            }
        }
    }

    /// <summary>Under the gate.</summary>
    private void AskFor(ProcessId process, bool isAsked)
    {
        if (!_redrives.TryGetValue(process, out var turn)) _redrives.Add(process, turn = new());
        else if (turn.IsUnderWay || turn.IsAsked || !isAsked) return;
        turn.IsAsked = isAsked;
        (isAsked ? _asked : _healing).Enqueue(process);
        BeginRedrives();
    }

    /// <summary>Under the gate.</summary>
    private void BeginRedrives()
    {
        while (_redriveCount < _options.RedriveCountMax && !_stopTaking.IsCancellationRequested
            && (_asked.TryDequeue(out var process) || _healing.TryDequeue(out process)))
        {
            if (!_redrives.TryGetValue(process, out var turn) || turn.IsUnderWay) continue; // It had its turn when it was asked for.
            turn.IsUnderWay = true;
            _redriveCount++;
            var parked = _parked[process]; // Nobody but its redrive lets it go.
            Begin(() => RunRedriveAsync(process, parked));
        }
    }

    private async Task RunRedriveAsync(ProcessId process, ParkedReaction parked)
    {
        try
        {
            await MakeUpAsync(process, parked);
        }
        catch (Exception) when (_abort.IsCancellationRequested)
        {
            // It is parked still, for the next claim.
        }
        catch (JournalException exception)
        {
            LogNotRead(exception, Partition, parked.Position);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            EndRedrive(process);
        }
    }

    private void EndRedrive(ProcessId process)
    {
        lock (_gate)
        {
            if (_redrives.Remove(process, out var turn)) turn.Ended.TrySetResult();
            _redriveCount--;
            BeginRedrives();
            NoteWorkEnded();
        }
    }

    /// <summary>Has the reactions of a parked process carried out up to the newest event that was taken, and lets it go; or parks it again.</summary>
    private async Task MakeUpAsync(ProcessId process, ParkedReaction parked)
    {
        var reactor = _reactors.FirstOrDefault(known => known.Name == process.Reactor);
        for (var (from, countMax) = (parked.Position, 1); ; countMax = _options.PageEventCount)
        {
            var newest = NewestTaken();
            var page = await ReadMissedAsync(parked.Key, from, countMax);
            foreach (var recorded in page.TakeWhile(recorded => recorded.Position <= newest))
            {
                if (reactor?.ReactOrFail(recorded) is not { } reaction || reaction.Process != process.Process) continue;
                if (!await TryRunAgainAsync(new(process.Reactor, recorded, reaction))) return;
            }

            from = page.Count < countMax ? newest + 1 : page[^1].Position + 1;
            if (from > newest && TryLetGo(process, newest)) return;
        }
    }

    private long NewestTaken()
    {
        lock (_gate) return _window.Newest;
    }

    private async Task<IReadOnlyList<RecordedEvent>> ReadMissedAsync(PartitionKey key, long from, int countMax)
    {
        await _redriveReading.WaitAsync(_abort.Token);
        try
        {
            return await _journal.ReadKeyAsync(key, from, countMax, _abort.Token);
        }
        finally
        {
            _redriveReading.Release();
        }
    }

    /// <returns>False if the process stays parked.</returns>
    private async Task<bool> TryRunAgainAsync(Job job)
    {
        try
        {
            await _runner.RunAsync(job, _abort.Token);
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested)
        {
            TryPark(job, exception, lane: null);
            return false;
        }

        lock (_gate) FinishDone(job);
        return true;
    }

    /// <summary>False if more of it was passed over meanwhile.</summary>
    private bool TryLetGo(ProcessId process, long madeUp)
    {
        lock (_gate)
        {
            if (_passedOver.GetValueOrDefault(process) > madeUp) return false;
            _parked.Remove(process);
            _passedOver.Remove(process);
            _parkedChanges[process] = null;
            return true;
        }
    }

    /// <summary>Those that never had their turn stay parked; nobody waits for them any more.</summary>
    private void EndRedrives()
    {
        lock (_gate)
        {
            foreach (var turn in _redrives.Values) turn.Ended.TrySetResult();
        }
    }

    private sealed class Turn
    {
        public bool IsAsked { get; set; }

        public bool IsUnderWay { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(1221, LogLevel.Error, "{Process} of partition {Partition} is parked at position {Position}; all others flow.")]
    private partial void LogParked(Exception exception, ProcessId process, int partition, long position);
}
