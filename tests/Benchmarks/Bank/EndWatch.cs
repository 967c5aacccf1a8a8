using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>
/// Hears of the end of a transfer as the silo's own reactors hear of everything: when it is durable. It answers with nothing, so that it costs
/// next to nothing; asking every transfer until it is over would cost more than the transfers.
/// </summary>
internal sealed class EndWatch : IReactor
{
    private readonly ConcurrentDictionary<AggregateId, TaskCompletionSource<bool>> _waiting = new();
    private long _completed;
    private long _rejected;

    public string Name => "end-watch";

    public long CompletedCount => Interlocked.Read(ref _completed);

    public long RejectedCount => Interlocked.Read(ref _rejected);

    /// <summary>Call it before the transfer is requested.</summary>
    /// <returns>True when it was completed, false when it was rejected.</returns>
    public Task<bool> EndOfAsync(TransferId transfer)
    {
        var end = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[transfer.Aggregate] = end;
        return end.Task;
    }

    public Reaction? React(RecordedEvent recorded)
    {
        var isCompleted = recorded.Type == "transfer-completed";
        if (!isCompleted && recorded.Type != "transfer-rejected") return null;
        if (!_waiting.TryRemove(recorded.Aggregate, out var end)) return null; // Heard before: a claim of the partition began anew.

        Interlocked.Increment(ref isCompleted ? ref _completed : ref _rejected);
        end.TrySetResult(isCompleted);
        return null;
    }
}
