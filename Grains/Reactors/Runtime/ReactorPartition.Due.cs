using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <remarks>
/// Only the moment at which the next is due is kept in memory, so that a million cost what ten do. The id of a due command follows from its
/// time, so that sending it twice does nothing.
/// </remarks>
internal sealed partial class ReactorPartition
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Signal _dueSooner = new();
    private DateTimeOffset _nextDue = DateTimeOffset.MaxValue;

    // What reactions have said of due times since those that are carried out were read: that comes after what was read. Null while none is.
    private HashSet<string>? _dueChangedSinceRead;

    private async Task DueLoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var isPaused = false;
            try
            {
                var due = await ReadDueAsync(stoppingToken);
                if (due.Count > 0)
                {
                    await Task.WhenAll(due.Select(CarryOutAsync));
                    isPaused = !await TrySaveAsync(stoppingToken);
                }
                else
                {
                    await WaitForDueAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogDueNotRead(exception, Partition);
                isPaused = true;
            }

            if (isPaused) await Task.Delay(TimeSpan.FromMilliseconds(_options.RetryDelayMaxMs), _time, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<DueTime>> ReadDueAsync(CancellationToken stoppingToken)
    {
        lock (_gate)
        {
            _nextDue = DateTimeOffset.MaxValue; // What is saved from now on is noted again.
            _dueChangedSinceRead = [.. _dueChanges.Keys, .. _dueSaving.Keys];
        }

        var due = await _store.ReadDueAsync(Partition, _time.GetUtcNow(), _options.DueCountMax, stoppingToken);
        if (due.Count > 0) return due;

        lock (_gate) _dueChangedSinceRead = null;
        if (await _store.FindNextDueAsync(Partition, stoppingToken) is { } next) NoteDue(next);
        return due;
    }

    private async Task WaitForDueAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            DateTimeOffset next;
            lock (_gate) next = _nextDue;
            var now = _time.GetUtcNow();
            if (next <= now) return;

            using var due = new CancellationTokenSource(next - now < LongestWait ? next - now : LongestWait, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stoppingToken);
            try
            {
                await _dueSooner.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // It is time, or time to look again.
            }
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

    private async Task CarryOutAsync(DueTime due)
    {
        var id = CommandId.Derive(due.At, $"due/{Partition}/{due.Id}/{due.Step.Target}");
        var context = new CommandContext { CommandId = id, CorrelationId = id.Value, Principal = Principals.Reactor };
        DueTime? later;
        try
        {
            var outcome = await _sender.SendAsync(due.Step, context, _abort.Token);
            later = outcome is CommandOutcome.Refused { Refusal.IsTransient: true } ? Later(due) : null;
            _instruments.Due.Add(1);
        }
        catch (Exception exception) when (!_abort.IsCancellationRequested)
        {
            LogDueNotSent(exception, due.Id, Partition);
            later = Later(due);
        }

        // A reaction may have changed its mind about it meanwhile, and that may be saved already.
        lock (_gate)
        {
            if (_dueChangedSinceRead?.Contains(due.Id) != true) _dueChanges[due.Id] = later;
        }
    }

    private DueTime Later(DueTime due) => due with { At = _time.GetUtcNow().AddMilliseconds(_options.DueRetryDelayMs) };

    [LoggerMessage(1241, LogLevel.Warning, "What is due in partition {Partition} cannot be read; trying again.")]
    private partial void LogDueNotRead(Exception exception, int partition);

    [LoggerMessage(1242, LogLevel.Warning, "{Due} of partition {Partition} was not answered; trying again.")]
    private partial void LogDueNotSent(Exception exception, string due, int partition);
}
