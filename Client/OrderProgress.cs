using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Client;

/// <summary>What came of waiting for an order to get somewhere. Whatever it shows is durable.</summary>
public abstract record OrderProgress
{
    private OrderProgress() { }

    /// <summary>The order is there, or beyond.</summary>
    public sealed record Reached(OrderStateView Order) : OrderProgress;

    /// <summary>The order ended elsewhere and will never be there: rejected, for one, where confirmed was waited for. It says why.</summary>
    public sealed record Missed(OrderStateView Order) : OrderProgress;

    /// <summary>Not within the time; it may still come.</summary>
    /// <param name="Order">The order as it was seen last; null if it was not placed by then.</param>
    public sealed record Pending(OrderStateView? Order) : OrderProgress;
}
