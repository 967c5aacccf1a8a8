namespace CommandProcessor.Silo.Retail;

/// <summary>Counts what was read and what was left out; used by one reader.</summary>
internal sealed class RetailTally
{
    private readonly SortedDictionary<RetailReason, long> _lines = [];
    private readonly SortedDictionary<RetailInvoiceKind, long> _invoices = [];
    private readonly SortedDictionary<RetailReason, long> _emptyInvoices = [];
    private RetailReason? _lastReason;

    public long OrderCount { get; private set; }

    public long SoldLineCount { get; private set; }

    /// <summary>What all orders come to.</summary>
    public decimal Total { get; private set; }

    public long InvoiceCount => _invoices.Values.Sum();

    /// <summary>Lines left out, by reason.</summary>
    public IReadOnlyDictionary<RetailReason, long> LinesLeftOut => _lines;

    public IReadOnlyDictionary<RetailInvoiceKind, long> Invoices => _invoices;

    /// <summary>Normal invoices that made no order, by the reason of their last line.</summary>
    public IReadOnlyDictionary<RetailReason, long> EmptyInvoices => _emptyInvoices;

    public void LeftOut(RetailRejection rejection)
    {
        _lines[rejection.Reason] = _lines.GetValueOrDefault(rejection.Reason) + 1;
        _lastReason = rejection.Reason;
    }

    public void Took(RetailInvoice invoice, RetailOrder? order)
    {
        var kind = RetailOrders.KindOf(invoice);
        _invoices[kind] = _invoices.GetValueOrDefault(kind) + 1;
        if (order is not null)
        {
            OrderCount++;
            SoldLineCount += order.Place.Lines.Length;
            Total += order.Total;
        }
        else if (kind == RetailInvoiceKind.Normal && _lastReason is { } reason)
        {
            _emptyInvoices[reason] = _emptyInvoices.GetValueOrDefault(reason) + 1;
        }
    }
}
