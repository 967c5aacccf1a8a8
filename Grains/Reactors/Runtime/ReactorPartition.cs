using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>
/// The reactors of one partition during one claim. It takes the events in order, has the reactions of one process carried out one after the other
/// and those of different processes beside each other, and saves how far everything is done. Runs on the thread pool, beside the grains.
/// </summary>
internal sealed partial class ReactorPartition : IAsyncDisposable
{
    private readonly IReadOnlyList<IReactor> _reactors;
    private readonly IJournal _journal;
    private readonly CommittedTail _tail;
    private readonly IReactorStore _store;
    private readonly IStepSender _sender;
    private readonly StepDeadlines _deadlines;
    private readonly ReactionRunner _runner;
    private readonly ReactorOptions _options;
    private readonly ReactorInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskScheduler _scheduler;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopTaking = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ReactionWindow _window;
    private readonly ReactorClaim _claim;
    private long? _fullSince; // When the next event began to wait for one that is under way; null if none does.
    private bool _isBehind = true;

    private ReactorPartition(int partition, ReactorClaim claim, Kept kept, ReactorParts parts, CommittedTail tail)
    {
        Partition = partition;
        _claim = claim;
        _reactors = [.. parts.Reactors];
        _journal = parts.Journal;
        _tail = tail;
        _store = parts.Store;
        _sender = parts.Sender;
        _options = parts.Options.Value;
        _instruments = parts.Instruments;
        _time = parts.Time;
        _logger = parts.Logger;
        _scheduler = parts.Scheduler;
        _deadlines = new(_options.StepTimeoutMs, _time);
        _runner = new(_sender, _deadlines, IsInTheWay, _options, _time, _logger);
        _window = new(claim.Checkpoint);
        _savedCheckpoint = claim.Checkpoint;
        foreach (var reaction in kept.Parked) _parked.Add(new(reaction.Reactor, reaction.Process), reaction);
        foreach (var due in kept.Unreadable) _unreadable.Add(due.Id, due);
    }

    public int Partition { get; }

    /// <summary>Ends when the claim does; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public static async Task<ReactorPartition> StartAsync(int partition, ReactorParts parts, CommittedTail tail, CancellationToken cancellationToken)
    {
        var claim = await parts.Store.ClaimAsync(partition, cancellationToken);
        var parked = await parts.Store.ReadParkedAsync(partition, parts.Options.Value.ParkedCountMax, cancellationToken);
        var unreadable = await parts.Store.ReadUnreadableAsync(partition, parts.Options.Value.ParkedCountMax, cancellationToken);
        var reactors = new ReactorPartition(partition, claim, new(parked, unreadable), parts, tail);
        reactors.LogClaimed(partition, claim.Epoch, claim.Checkpoint, parked.Count);
        reactors.Start();
        return reactors;
    }

    public ReactorHealth Health(SiloAddress silo)
    {
        lock (_gate) return new(Partition, silo, _claim.Epoch, _window.Checkpoint, _window.Newest, _window.Count, _parked.Count + _unreadable.Count);
    }

    /// <summary>The processes that wait, and the due times that cannot be read.</summary>
    public IReadOnlyList<ParkedReaction> Parked()
    {
        lock (_gate) return [.. _parked.Values, .. _unreadable.Values.Select(due => due.ToParked(Partition))];
    }

    /// <summary>Takes nothing more, lets what is under way come to its end or to the deadline, and saves.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await _stopTaking.CancelAsync();
        await Completion;
    }

    /// <summary>As if the silo had died: what is under way is left where it is, and nothing is saved.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        await _abort.CancelAsync();
        await _stopTaking.CancelAsync();
        await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _stopTaking.CancelAsync();
        await Completion;
        _stopTaking.Dispose();
        _abort.Dispose();
        _saving.Dispose();
        _redriveReading.Dispose();
        _deadlines.Dispose();
    }

    private void Start()
    {
        _abort.Token.UnsafeRegister(static deadlines => ((StepDeadlines)deadlines!).End(), _deadlines); // Given with it.
        _tail.Watch(_options.TailEventCountMax);
        Completion = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
    }

    private async Task RunAsync()
    {
        try
        {
            Task[] loops = [EndingAsync(TakeLoopAsync), EndingAsync(SaveLoopAsync), EndingAsync(DueLoopAsync), EndingAsync(RedriveLoopAsync), EndingAsync(_deadlines.RunAsync)];
            await Task.WhenAll(loops);
            await DrainAsync();
            if (!_isKilled && !_isFenced) await SaveAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Whatever it was: a new claim goes on from what was saved.
            LogFailed(exception, Partition);
        }
        finally
        {
            _tail.Watch(countMax: 0);
            EndRedrives();
        }
    }

    /// <summary>When one loop ends, all do.</summary>
    private async Task EndingAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stopTaking.Token);
        }
        catch (OperationCanceledException) when (_stopTaking.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            EndLoops();
        }
    }

    /// <summary>Here and now, and not on another thread: what comes of it is short, and tests say by their scheduler who goes next.</summary>
    private void EndLoops() => _stopTaking.Cancel();

    private async Task TakeLoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var next = _window.Newest + 1;
            IReadOnlyList<RecordedEvent> events = _tail.Take(next, _options.PageEventCount);
            if (events.Count == 0 && (_isBehind || _tail.Next > next)) events = await ReadAsync(next, stoppingToken);
            foreach (var recorded in events) await TakeAsync(recorded, stoppingToken);
            if (events.Count == 0) await WaitAsync(stoppingToken);
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long next, CancellationToken stoppingToken)
    {
        try
        {
            var events = await _journal.ReadPartitionAsync(Partition, next, _options.PageEventCount, stoppingToken);
            _isBehind = events.Count == _options.PageEventCount;
            return events;
        }
        catch (JournalException exception)
        {
            LogNotRead(exception, Partition, next);
            _isBehind = false; // Until the next look.
            return [];
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (!await _tail.WaitAsync(TimeSpan.FromMilliseconds(_options.LookIntervalMs), _time, stoppingToken)) _isBehind = true;
    }

    private async Task TakeAsync(RecordedEvent recorded, CancellationToken stoppingToken)
    {
        await WaitForRoomAsync(recorded.Position, stoppingToken);
        var jobs = JobsOf(recorded);
        if (jobs.Count > 0) await WaitForTurnAsync(stoppingToken);
        lock (_gate)
        {
            var taken = _window.Take(recorded.Position, jobs.Count);
            foreach (var job in jobs)
            {
                job.Taken = taken;
                Enqueue(job);
            }

            NoteReacted();
        }
    }

    /// <summary>Counts events and not reactions: one that has several would wait for itself.</summary>
    private async Task WaitForTurnAsync(CancellationToken stoppingToken)
    {
        while (IsFull()) await _progress.WaitAsync(stoppingToken);
        lock (_gate) _fullSince = null;
    }

    private bool IsFull()
    {
        lock (_gate)
        {
            if (_window.OpenCount < _options.ReactionCountMax) return false;
            _fullSince ??= _time.GetTimestamp();
            return true;
        }
    }

    private List<Job> JobsOf(RecordedEvent recorded)
    {
        var jobs = new List<Job>();
        foreach (var reactor in _reactors)
        {
            if (reactor.ReactOrFail(recorded) is { } reaction) jobs.Add(new(reactor.Name, recorded, reaction));
        }

        return jobs;
    }

    /// <summary>What the claim before has left.</summary>
    private sealed record Kept(IReadOnlyList<ParkedReaction> Parked, IReadOnlyList<UnreadableDue> Unreadable);

    [LoggerMessage(1211, LogLevel.Information, "Reactors of partition {Partition} begin: epoch {Epoch}, checkpoint {Checkpoint}, {ParkedCount} processes parked.")]
    private partial void LogClaimed(int partition, long epoch, long checkpoint, int parkedCount);

    [LoggerMessage(1212, LogLevel.Warning, "Events of partition {Partition} from position {Position} on cannot be read; trying again.")]
    private partial void LogNotRead(Exception exception, int partition, long position);

    [LoggerMessage(1213, LogLevel.Error, "The reactors of partition {Partition} end and begin anew.")]
    private partial void LogFailed(Exception exception, int partition);
}
