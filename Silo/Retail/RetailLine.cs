namespace CommandProcessor.Silo.Retail;

/// <summary>One line of the online retail file as it stands there.</summary>
/// <param name="Number">The line's number in the file, the header being 1.</param>
/// <param name="OrderedAt">Local British time in the file; taken as UTC.</param>
/// <param name="Customer">Null where the file names none.</param>
/// <param name="Description">Empty where the file has none.</param>
internal sealed record RetailLine(
    long Number,
    string Invoice,
    string StockCode,
    int Quantity,
    DateTimeOffset OrderedAt,
    decimal UnitPrice,
    string? Customer,
    string Country,
    string Description);
