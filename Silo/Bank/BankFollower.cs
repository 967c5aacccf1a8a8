using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Silo.Bank;

/// <summary>
/// Follows the journal and folds it into the ledger. After each round it stands at one position in every partition; where something was read
/// before what led to it, it reads that partition on, so that no event is in the sums without its cause. Such a cut is a state that the bank may
/// have been in, though not all of its positions were ever the newest at one moment; there it checks the sums.
/// </summary>
internal sealed class BankFollower(IJournal journal, BankLedger ledger, BankMeter meter, TimeProvider time)
{
    private const int PageEventCount = 2_000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly long[] _positions = new long[journal.Partitioning.PartitionCount];

    /// <summary>Up to what the journal holds now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < _positions.Length; partition++)
            await ReadToAsync(partition, (await journal.GetStateAsync(partition, cancellationToken)).Head, cancellationToken);
        await CheckAsync(cancellationToken);
    }

    /// <summary>Until cancelled. A database that is away is waited for.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var readCount = await TryRoundAsync(cancellationToken);
            if (readCount < PageEventCount) await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    private async Task<int> TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var readCount = 0;
            for (var partition = 0; partition < _positions.Length; partition++) readCount += await ReadPageAsync(partition, cancellationToken);
            if (readCount > 0) await CheckAsync(cancellationToken);
            return readCount;
        }
        catch (JournalException exception) when (exception.IsTransient)
        {
            return 0;
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        while (ledger.MissingFrom() is { } key)
        {
            // What led to an event was durable before the event was asked for: it is below the head that is read now.
            var partition = journal.Partitioning.PartitionOf(key);
            var head = (await journal.GetStateAsync(partition, cancellationToken)).Head;
            if (_positions[partition] >= head) ledger.GiveUpMissing();
            else await ReadToAsync(partition, head, cancellationToken);
        }

        ledger.Check();
        meter.Checked(ledger);
    }

    private async Task ReadToAsync(int partition, long head, CancellationToken cancellationToken)
    {
        while (_positions[partition] < head) await ReadPageAsync(partition, cancellationToken);
    }

    private async Task<int> ReadPageAsync(int partition, CancellationToken cancellationToken)
    {
        var page = await journal.ReadPartitionAsync(partition, _positions[partition] + 1, PageEventCount, cancellationToken);
        foreach (var recorded in page)
        {
            ledger.Apply(recorded);
            _positions[partition] = recorded.Position;
        }

        return page.Count;
    }
}
