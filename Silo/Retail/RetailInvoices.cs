using System.Runtime.CompilerServices;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// Gathers an invoice's lines. They need not stand together: the file is sorted by time, and two invoices of the same minute mix. An
/// invoice ends when none of the last <see cref="OpenLineCount"/> lines was of it, so memory stays the same however long the file is.
/// </summary>
internal static class RetailInvoices
{
    public const int OpenLineCount = 5_000;

    /// <param name="lines">In the file's order.</param>
    /// <param name="reject">Told of lines whose invoice had ended long before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<RetailInvoice> GatherAsync(
        IAsyncEnumerable<RetailLine> lines, Action<RetailRejection> reject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, List<RetailLine>>(StringComparer.Ordinal);
        var seen = new Queue<RetailLine>(OpenLineCount + 1);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (ended.Contains(line.Invoice))
            {
                reject(new(line.Number, line.Invoice, RetailReason.LateLine, $"more than {OpenLineCount} lines after the one before"));
                continue;
            }

            if (!open.TryGetValue(line.Invoice, out var gathered)) open.Add(line.Invoice, gathered = []);
            gathered.Add(line);
            seen.Enqueue(line);
            if (seen.Count > OpenLineCount && End(seen.Dequeue()) is { } invoice) yield return invoice;
        }

        foreach (var last in seen)
            if (End(last) is { } invoice) yield return invoice;

        RetailInvoice? End(RetailLine oldest)
        {
            var gathered = open[oldest.Invoice];
            if (gathered[^1] != oldest) return null;
            open.Remove(oldest.Invoice);
            ended.Add(oldest.Invoice);
            return new(oldest.Invoice, gathered);
        }
    }
}
