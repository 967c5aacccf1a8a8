namespace CommandProcessor.Projections.Search;

/// <summary>A product as the search shows it.</summary>
/// <param name="Position">Of its newest event.</param>
public sealed record Product(
    string Name, string Category, decimal Price, string Currency, long OnHand, long Booked, bool IsDiscontinued, long Position)
{
    public long Available => OnHand - Booked;
}
