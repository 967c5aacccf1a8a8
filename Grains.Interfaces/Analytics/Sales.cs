namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>What was sold in one currency: of all orders, or of those of a time, a country, a product, a customer.</summary>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="OrderCount">Orders that were placed; of a product and a category, the lines of orders.</param>
/// <param name="PieceCount">Pieces that were ordered and not called off, nor came back.</param>
/// <param name="Ordered">What placed orders come to, as they were amended.</param>
/// <param name="CalledOff">The part of it that was cancelled, rejected or lost.</param>
/// <param name="Returned">The part of it that came back.</param>
[GenerateSerializer, Immutable, Alias("sales")]
public sealed record Sales(
    [property: Id(0)] string Currency,
    [property: Id(1)] long OrderCount,
    [property: Id(2)] long PieceCount,
    [property: Id(3)] decimal Ordered,
    [property: Id(4)] decimal CalledOff,
    [property: Id(5)] decimal Returned)
{
    /// <summary>The revenue: what remains of it.</summary>
    public decimal Net() => Ordered - CalledOff - Returned;

    public Sales Plus(Sales other) => this with
    {
        OrderCount = OrderCount + other.OrderCount,
        PieceCount = PieceCount + other.PieceCount,
        Ordered = Ordered + other.Ordered,
        CalledOff = CalledOff + other.CalledOff,
        Returned = Returned + other.Returned,
    };
}
