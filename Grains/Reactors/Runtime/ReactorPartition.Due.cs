using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>
/// Only the moment at which the next is due is kept in memory, so that a million cost what ten do. What was recorded until then comes first: after the
/// reactors were away, what is due long since may be forgotten by a reaction to an event at the end of the backlog.
/// </remarks>
internal sealed partial class ReactorPartition
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Signal _dueSooner = new();
    private readonly Signal _reacted = new();
    private DateTimeOffset _nextDue = DateTimeOffset.MinValue; // Nobody knows before the first look.
    private long _awaitedCheckpoint = long.MaxValue;

    private async Task DueLoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await WaitForDueAsync(stoppingToken);
                var until = _time.GetUtcNow();
                await WaitForReactionsAsync(stoppingToken);
                if (await TryCarryOutAsync(until, stoppingToken)) continue;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogDueNotRead(exception, Partition);
            }

            NoteDue(DateTimeOffset.MinValue);
            await Task.Delay(TimeSpan.FromMilliseconds(_options.RetryDelayMaxMs), _time, stoppingToken);
        }
    }

    private async Task WaitForDueAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            DateTimeOffset next;
            lock (_gate) next = _nextDue;
            var now = _time.GetUtcNow();
            if (next <= now) return;
            await _dueSooner.WaitAsync(next - now < LongestWait ? next - now : LongestWait, _time, stoppingToken);
        }
    }

    private void NoteDue(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at >= _nextDue) return;
            _nextDue = at;
        }

        _dueSooner.Raise();
    }

    /// <summary>Until everything that is recorded by now is reacted to or parked, or nothing more is for <see cref="ReactorOptions.DueHoldBackMs"/>.</summary>
    private async Task WaitForReactionsAsync(CancellationToken stoppingToken)
    {
        var head = (await _journal.GetStateAsync(Partition, stoppingToken)).Head;
        for (var stoodAt = -1L; ;)
        {
            long checkpoint;
            lock (_gate)
            {
                checkpoint = _window.Checkpoint;
                _awaitedCheckpoint = checkpoint < head ? head : long.MaxValue;
            }

            if (checkpoint >= head) return;
            if (checkpoint == stoodAt)
            {
                LogDueNotHeldBack(Partition, checkpoint, head, _options.DueHoldBackMs);
                return;
            }

            if (!await _reacted.WaitAsync(TimeSpan.FromMilliseconds(_options.DueHoldBackMs), _time, stoppingToken)) stoodAt = checkpoint;
        }
    }

    /// <summary>Under the gate.</summary>
    private void NoteReacted()
    {
        if (_window.Checkpoint < _awaitedCheckpoint) return;
        _awaitedCheckpoint = long.MaxValue;
        _reacted.Raise();
    }

    [LoggerMessage(1241, LogLevel.Warning, "What is due in partition {Partition} cannot be read; trying again.")]
    private partial void LogDueNotRead(Exception exception, int partition);

    [LoggerMessage(1243, LogLevel.Warning, "Due times of partition {Partition} go on although position {Checkpoint} of {Head} is not reacted to since {HoldBackMs} ms.")]
    private partial void LogDueNotHeldBack(int partition, long checkpoint, long head, int holdBackMs);
}
