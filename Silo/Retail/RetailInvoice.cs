namespace CommandProcessor.Silo.Retail;

/// <summary>All lines of one invoice, in the file's order.</summary>
internal sealed record RetailInvoice(string Number, IReadOnlyList<RetailLine> Lines)
{
    public RetailLine First => Lines[0];
}
