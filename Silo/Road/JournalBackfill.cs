using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>What the road to a view has lost is in the journal.</summary>
internal sealed class JournalBackfill(IJournal journal, ViewRoad road) : IBackfillSource
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
        return [.. events.Select(EventOf)];
    }

    private BackfillEvent EventOf(RecordedEvent recorded) => road.Concerns(recorded.Key)
        ? new(road.StreamOf(recorded.Key), recorded, recorded.Position, recorded.Body.Length + OverheadBytes)
        : BackfillEvent.PassOver(recorded.Position);
}
