using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Testing.Faults;

/// <summary>A journal whose calls break as planned. What it has is in the journal beneath.</summary>
public sealed class FaultyJournal(IJournal journal, IFaultPlan faults) : IJournal
{
    private int _readEventCount;

    public Partitioning Partitioning => journal.Partitioning;

    /// <summary>Events handed out by reads of aggregates so far.</summary>
    public int ReadEventCount => Volatile.Read(ref _readEventCount);

    public Task InitializeAsync(CancellationToken cancellationToken) => journal.InitializeAsync(cancellationToken);

    public async Task<IPartitionWriter> ClaimAsync(int partition, string owner, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeClaim, partition);
        return new Writer(await journal.ClaimAsync(partition, owner, cancellationToken), faults);
    }

    public async Task<PartitionState> GetStateAsync(int partition, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeRead, partition);
        return await journal.GetStateAsync(partition, cancellationToken);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadPartitionAsync(
        int partition, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeRead, partition);
        return await journal.ReadPartitionAsync(partition, fromPosition, countMax, cancellationToken);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadAggregateAsync(
        PartitionKey key, AggregateId aggregate, long fromVersion, int countMax, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeRead, Partitioning.PartitionOf(key));
        var events = await journal.ReadAggregateAsync(key, aggregate, fromVersion, countMax, cancellationToken);
        Interlocked.Add(ref _readEventCount, events.Count);
        return events;
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadKeyAsync(
        PartitionKey key, long fromPosition, int countMax, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeRead, Partitioning.PartitionOf(key));
        return await journal.ReadKeyAsync(key, fromPosition, countMax, cancellationToken);
    }

    public async Task<RecordedEvent?> FindCommandAsync(
        PartitionKey key, AggregateId aggregate, CommandId commandId, CancellationToken cancellationToken)
    {
        await ReachAsync(FaultPoint.BeforeRead, Partitioning.PartitionOf(key));
        return await journal.FindCommandAsync(key, aggregate, commandId, cancellationToken);
    }

    public Task<IReadOnlyList<PartitionKey>> ReadKeysAsync(int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        journal.ReadKeysAsync(partition, after, countMax, cancellationToken);

    private async Task ReachAsync(FaultPoint point, int partition)
    {
        if (await faults.NextAsync(point, partition) != FaultAction.Continue) throw Broken(point, isOutcomeUnknown: false);
    }

    private static JournalException Broken(FaultPoint point, bool isOutcomeUnknown) =>
        new($"Broken {point} as planned.", isTransient: true, isOutcomeUnknown);

    private sealed class Writer(IPartitionWriter writer, IFaultPlan faults) : IPartitionWriter
    {
        private static readonly TimeSpan CommitLaterDelay = TimeSpan.FromMilliseconds(3);

        public int Partition => writer.Partition;

        public long Epoch => writer.Epoch;

        public long Head => writer.Head;

        public long Published => writer.Published;

        public async Task<IReadOnlyList<AppendResult>> AppendAsync(
            IReadOnlyList<AppendRequest> group, long published, CancellationToken cancellationToken)
        {
            switch (await faults.NextAsync(FaultPoint.BeforeCommit, Partition))
            {
                case FaultAction.Fail:
                    throw Broken(FaultPoint.BeforeCommit, isOutcomeUnknown: false);
                case FaultAction.CommitLater:
                    _ = CommitLaterAsync([.. group], published);
                    throw Broken(FaultPoint.BeforeCommit, isOutcomeUnknown: true);
            }

            var results = await writer.AppendAsync(group, published, cancellationToken);
            if (await faults.NextAsync(FaultPoint.AfterCommit, Partition) != FaultAction.Continue)
                throw Broken(FaultPoint.AfterCommit, isOutcomeUnknown: true);
            return results;
        }

        public async Task SavePublishedAsync(long published, CancellationToken cancellationToken)
        {
            if (await faults.NextAsync(FaultPoint.BeforeCommit, Partition) != FaultAction.Continue)
                throw Broken(FaultPoint.BeforeCommit, isOutcomeUnknown: true);
            await writer.SavePublishedAsync(published, cancellationToken);
        }

        /// <summary>A commit whose answer was lost on the way, still running in the database.</summary>
        private async Task CommitLaterAsync(IReadOnlyList<AppendRequest> group, long published)
        {
            await Task.Delay(CommitLaterDelay);
            try
            {
                await writer.AppendAsync(group, published, CancellationToken.None);
            }
            catch (Exception exception) when (exception is PartitionFencedException or JournalException or ObjectDisposedException)
            {
                // A newer claim came first.
            }
        }
    }
}
