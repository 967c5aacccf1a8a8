using CommandProcessor.Journal;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Adds up the journal in one pass. Laws between aggregates hold at rest only: an effect may stand in a partition that is read before its cause is
/// written in another. So a journal that grew meanwhile is read again, and one that goes on growing is told.
/// </summary>
internal sealed class BooksReader(IJournal journal, TimeProvider time)
{
    private const int AttemptCountMax = 3;
    private const int PageEventCount = 1_000;

    public async Task<Books> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attemptCount = 1; ; attemptCount++)
        {
            var head = await HeadAsync(cancellationToken);
            var books = new Books();
            for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++) await ReadAsync(partition, books, cancellationToken);
            var isAtRest = await HeadAsync(cancellationToken) == head;
            if (!isAtRest && attemptCount < AttemptCountMax) continue;

            books.Close(time.GetUtcNow());
            books.ProcessFaults.AddUnless(isAtRest, $"The journal grew while it was read, {AttemptCountMax} times: money and pieces can be compared only at rest.");
            return books;
        }
    }

    private async Task ReadAsync(int partition, Books books, CancellationToken cancellationToken)
    {
        for (var from = 1L; await journal.ReadPartitionAsync(partition, from, PageEventCount, cancellationToken) is { Count: > 0 } page; from = page[^1].Position + 1)
            foreach (var recorded in page) books.Apply(recorded);
    }

    private async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        var head = 0L;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
            head += (await journal.GetStateAsync(partition, cancellationToken)).Head;
        return head;
    }
}
