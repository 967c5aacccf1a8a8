namespace CommandProcessor.Projections.Search;

/// <summary>A product as the search shows it.</summary>
/// <param name="ReorderLevel">It is to be ordered again when less is available; 0 if never.</param>
/// <param name="Position">Of its newest event.</param>
public sealed record Product(
    string Name, string Category, decimal Price, string Currency, long OnHand, long Booked, long ReorderLevel, bool IsDiscontinued, long Position)
{
    public long Available => OnHand - Booked;
}
