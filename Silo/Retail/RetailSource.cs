using System.Runtime.CompilerServices;

namespace CommandProcessor.Silo.Retail;

/// <summary>The file as orders, streamed and counted; the one way from file to orders.</summary>
internal sealed class RetailSource(Func<TextReader> open, string name, Action<RetailRejection> reject)
{
    public RetailTally Tally { get; } = new();

    /// <summary>Lines read so far, without the header.</summary>
    public long LineCount { get; private set; }

    public static RetailSource OfFile(string path, Action<RetailRejection> reject) => new(() => RetailFile.Open(path), path, reject);

    public async IAsyncEnumerable<RetailOrder> ReadOrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var invoice in ReadInvoicesAsync(cancellationToken))
        {
            if (ToOrder(invoice) is { } order) yield return order;
        }
    }

    /// <summary>Makes an order of one of the file's invoices, and counts it; null if there is nothing to order.</summary>
    public RetailOrder? ToOrder(RetailInvoice invoice)
    {
        var order = RetailOrders.ToOrder(invoice, Reject);
        Tally.Took(invoice, order);
        return order;
    }

    public async IAsyncEnumerable<RetailInvoice> ReadInvoicesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = open();
        var reader = new RetailReader(text, name, Reject);
        await foreach (var invoice in RetailInvoices.GatherAsync(reader.ReadAsync(cancellationToken), Reject, cancellationToken))
        {
            LineCount = reader.LineCount;
            yield return invoice;
        }
    }

    public void Reject(RetailRejection rejection)
    {
        Tally.LeftOut(rejection);
        reject(rejection);
    }
}
