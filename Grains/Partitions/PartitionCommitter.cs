using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// Group commit for one claim of a partition: everything that arrives while a commit is in flight goes into the next. It ends with the claim:
/// after a failure it takes nothing more, and what it had taken is answered as unknown.
/// </summary>
internal sealed partial class PartitionCommitter : IDisposable
{
    private readonly IPartitionWriter _writer;
    private readonly PublishWindow? _window;
    private readonly CommittedTail _tail;
    private readonly PartitionOptions _options;
    private readonly HandoverQueue _queue;
    private readonly WriteInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<PartitionCommitter> _ended;
    private readonly CancellationTokenSource _abort = new();
    private readonly List<Handover> _group = [];
    private readonly List<AppendRequest> _requests = [];
    private readonly Handover _saveWatermark = new([]);
    private int _isSaveAsked;

    /// <param name="window">Where committed events go to be published; null if they are not.</param>
    /// <param name="tail">Where reactors of this silo get committed events from.</param>
    /// <param name="ended">Called once, before anybody learns that the claim has ended.</param>
    public PartitionCommitter(
        IPartitionWriter writer, PublishWindow? window, CommittedTail tail, PartitionOptions options, WriteInstruments instruments, TimeProvider time,
        ILogger logger, Action<PartitionCommitter> ended)
    {
        _writer = writer;
        _window = window;
        _tail = tail;
        _options = options;
        _queue = new(options);
        _instruments = instruments;
        _time = time;
        _logger = logger;
        _ended = ended;
        Head = writer.Head;
    }

    public int Partition => _writer.Partition;

    public long Epoch => _writer.Epoch;

    public long Head { get; private set; }

    public long Published => _window?.Published ?? _writer.Published;

    public int QueuedCount => _queue.Count;

    /// <summary>Ends when the claim does; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Runs beside the grains, on the thread pool: a commit waits for nobody's turn.</summary>
    public void Start() => Completion = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();

    /// <summary>Thread-safe.</summary>
    public Task<AppendReply> AppendAsync(ImmutableArray<AppendRequest> requests)
    {
        var handover = new Handover(requests);
        if (_queue.TryAdd(handover) is not { } refusal) return handover.Task;

        _instruments.TurnedAway.Add(1);
        return Task.FromResult<AppendReply>(new AppendReply.TurnedAway(refusal));
    }

    /// <summary>Has the published watermark stored soon, with the next append or without one.</summary>
    public void SavePublished()
    {
        if (Interlocked.Exchange(ref _isSaveAsked, 1) == 0 && !_queue.TryNudge(_saveWatermark)) Volatile.Write(ref _isSaveAsked, 0);
    }

    public void Dispose() => _abort.Dispose();

    /// <summary>Takes nothing more, commits what was taken and lets the road have it, until the token says that there is no more time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        await using var registration = cancellationToken.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await Completion;
    }

    private async Task RunAsync()
    {
        var reason = "The partition's writer has stopped.";
        try
        {
            while (await _queue.WaitAsync(_abort.Token))
            {
                _queue.MoveTo(_group);
                await CommitAsync(_group);
                _group.Clear();
            }

            await WaitForRoadAsync();
            await SavePublishedAsync();
        }
        catch (PartitionFencedException exception)
        {
            reason = exception.Message;
            LogFenced(Partition, Epoch);
        }
        catch (Exception exception)
        {
            // Whatever it was, the claim is given up: a new one reads what was committed, and everybody waiting asks again.
            reason = exception.Message;
            LogFailed(exception, Partition, Epoch);
        }

        End(reason);
    }

    private async Task CommitAsync(List<Handover> handovers)
    {
        _requests.Clear();
        foreach (var handover in handovers)
        {
            if (ReferenceEquals(handover, _saveWatermark)) Volatile.Write(ref _isSaveAsked, 0);
            AddTo(_requests, handover.Requests);
        }

        if (_requests.Count == 0)
        {
            await SavePublishedAsync();
            return;
        }

        try
        {
            var started = _time.GetTimestamp();
            var results = await _writer.AppendAsync(_requests, Published, _abort.Token);
            _instruments.CommitDuration.Record(_time.GetElapsedTime(started).TotalSeconds);
            _instruments.CommitSize.Record(results.Count);
            Answer(handovers, results);
        }
        catch (ArgumentException exception)
        {
            await CommitWithoutMalformedAsync(handovers, exception);
        }
    }

    /// <summary>
    /// Each was decided on the ones before it. If the sender has been replaced and does not know it, the first is refused, and the next might fit what
    /// the other activation has written: it would be carried out though nobody says so, or twice.
    /// </summary>
    private static void AddTo(List<AppendRequest> group, ImmutableArray<AppendRequest> handover)
    {
        for (var index = 0; index < handover.Length; index++) group.Add(index == 0 ? handover[0] : handover[index] with { RestsOnPrevious = true });
    }

    /// <summary>The journal takes nothing of a group that holds a mistake; the claim stands. One sender's mistake is not the others'.</summary>
    private async Task CommitWithoutMalformedAsync(List<Handover> handovers, ArgumentException exception)
    {
        LogMalformed(exception, Partition);
        if (handovers.Count == 1)
        {
            handovers[0].SetResult(new AppendReply.TurnedAway(exception.Message));
            return;
        }

        foreach (var handover in handovers) await CommitAsync([handover]);
    }

    private void Answer(List<Handover> handovers, IReadOnlyList<AppendResult> results)
    {
        var committed = _window is null && !_tail.IsWatched ? null : new List<RecordedEvent>(results.Count);
        var next = 0;
        foreach (var handover in handovers)
        {
            if (handover.Requests.Length == 0) continue;
            handover.SetResult(ReplyOf(handover, results, next, committed));
            next += handover.Requests.Length;
        }

        if (committed is not { Count: > 0 }) return;
        _window?.Commit(committed);
        _tail.Add(committed);
    }

    private AppendReply ReplyOf(Handover handover, IReadOnlyList<AppendResult> results, int first, List<RecordedEvent>? committed)
    {
        if (results[first] is AppendResult.Conflict conflict) return new AppendReply.Conflict(conflict.ActualVersion);
        var positions = new long[handover.Requests.Length];
        for (var index = 0; index < positions.Length; index++)
        {
            var events = ((AppendResult.Appended)results[first + index]).Events; // All or nothing of a hand-over is.
            committed?.AddRange(events);
            Head = positions[index] = events[^1].Position;
        }

        return new AppendReply.Committed(ImmutableCollectionsMarshal.AsImmutableArray(positions));
    }

    private async Task SavePublishedAsync()
    {
        if (Published > _writer.Published) await _writer.SavePublishedAsync(Published, _abort.Token);
    }

    /// <summary>What the road acknowledges before the end is not sent again by the next claim.</summary>
    private async Task WaitForRoadAsync()
    {
        if (_window is null) return;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.PublishDrainTimeoutMs), _time);
        try
        {
            await _window.WaitPublishedAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // The rest stays in the journal for the next claim.
        }
    }

    private void End(string reason)
    {
        _ended(this);
        _queue.Close();
        AnswerUnknown(reason);
        while (true)
        {
            _queue.MoveTo(_group);
            if (_group.Count == 0) return;
            AnswerUnknown(reason);
        }
    }

    /// <summary>Whoever of the group was answered before it failed keeps that answer.</summary>
    private void AnswerUnknown(string reason)
    {
        foreach (var handover in _group) handover.TrySetResult(new AppendReply.Unknown(reason));
        _group.Clear();
    }

    [LoggerMessage(1101, LogLevel.Warning, "Partition {Partition} was claimed by a newer writer; epoch {Epoch} ends.")]
    private partial void LogFenced(int partition, long epoch);

    [LoggerMessage(1103, LogLevel.Error, "The journal does not take what was handed to partition {Partition}.")]
    private partial void LogMalformed(Exception exception, int partition);

    [LoggerMessage(1102, LogLevel.Error, "Partition {Partition} cannot commit; epoch {Epoch} ends and the partition is claimed anew.")]
    private partial void LogFailed(Exception exception, int partition, long epoch);
}
