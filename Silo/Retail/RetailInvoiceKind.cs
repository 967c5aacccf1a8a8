namespace CommandProcessor.Silo.Retail;

/// <summary>What an invoice's number says it is.</summary>
internal enum RetailInvoiceKind
{
    Normal,
    Cancellation,
    BadDebt,
}
