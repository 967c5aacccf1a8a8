using CommandProcessor.Journal;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>What the road has lost is in the journal.</summary>
internal sealed class JournalBackfill(IJournal journal) : IBackfillSource
{
    /// <summary>What an event takes in memory beside its body: its ids, context and hash.</summary>
    private const int OverheadBytes = 512;

    public async ValueTask<long> GetHeadAsync(int partition, CancellationToken cancellationToken) =>
        (await journal.GetStateAsync(partition, cancellationToken)).Published;

    public async ValueTask<IReadOnlyList<BackfillEvent>> ReadAsync(
        int partition, long fromSequence, long toSequence, int countMax, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(countMax, toSequence - fromSequence + 1);
        var events = await journal.ReadPartitionAsync(partition, fromSequence, count, cancellationToken);
        return
        [
            .. events.Select(recorded => new BackfillEvent(
                StreamId.Create(recorded.Key.Kind, recorded.Key.Name), recorded, recorded.Position, recorded.Body.Length + OverheadBytes)),
        ];
    }
}
