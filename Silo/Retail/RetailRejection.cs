namespace CommandProcessor.Silo.Retail;

/// <summary>A line of the file, or a whole invoice, that became no part of an order.</summary>
/// <param name="Line">The line's number in the file, the header being 1; an invoice's first line.</param>
/// <param name="Detail">Names the value that is in the way.</param>
internal sealed record RetailRejection(long Line, string Invoice, RetailReason Reason, string Detail);
