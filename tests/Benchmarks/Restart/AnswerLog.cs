using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>Every answer that a caller got: what the journal must hold, and what the read models must come to show.</summary>
internal sealed class AnswerLog(int customers)
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly long[] _newest = new long[customers];
    private int _kills;
    private long _count;

    /// <summary>An answer to a command, and how many kills came before it.</summary>
    public readonly record struct Answer(CommandId CommandId, int Kills);

    public IReadOnlyCollection<Answer> Answers => _answers;

    public long Count => Interlocked.Read(ref _count);

    public void Killed() => Interlocked.Increment(ref _kills);

    public void Add(int customer, CommandId commandId, CommitPosition position)
    {
        _answers.Enqueue(new(commandId, Volatile.Read(ref _kills)));
        Interlocked.Increment(ref _count);
        ref var newest = ref _newest[customer];
        for (var known = Volatile.Read(ref newest); known < position.Position;)
        {
            var found = Interlocked.CompareExchange(ref newest, position.Position, known);
            if (found == known) return;
            known = found;
        }
    }

    /// <summary>The newest position that was answered for each customer.</summary>
    public long[] NewestByCustomer() => [.. _newest.Select((_, customer) => Volatile.Read(ref _newest[customer]))];
}
