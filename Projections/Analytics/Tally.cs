namespace CommandProcessor.Projections.Analytics;

/// <summary>What is counted of a partition as a whole.</summary>
[GenerateSerializer, Immutable, Alias("analytics-tally")]
public sealed record Tally(
    [property: Id(0)] long CustomerCount,
    [property: Id(1)] long ReturningCustomerCount,
    [property: Id(2)] long DeliveredCount,
    [property: Id(3)] long OrdersWithReturns,
    [property: Id(4)] long LateReturnCount)
{
    public static Tally Zero { get; } = new(0, 0, 0, 0, 0);

    internal Tally Plus(Tally other) => new(
        CustomerCount + other.CustomerCount,
        ReturningCustomerCount + other.ReturningCustomerCount,
        DeliveredCount + other.DeliveredCount,
        OrdersWithReturns + other.OrdersWithReturns,
        LateReturnCount + other.LateReturnCount);
}
