using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>Which orders to show.</summary>
/// <param name="Status">Only those that stand there; null for all.</param>
/// <param name="After">The <see cref="OrderPage.Next"/> of the page before; null for the first.</param>
/// <param name="PageSize">1 to <see cref="PageSizeMax"/>.</param>
/// <param name="WaitsFor">Only those that wait for it; null for all.</param>
[GenerateSerializer, Immutable, Alias("order-page-request")]
public sealed record OrderPageRequest(
    [property: Id(0)] OrderStatus? Status = null,
    [property: Id(1)] string? After = null,
    [property: Id(2)] int PageSize = 20,
    [property: Id(3)] OrderWait? WaitsFor = null)
{
    public const int PageSizeMax = 500;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (PageSize is < 1 or > PageSizeMax) return $"OrderPageRequest.PageSize {PageSize} is not between 1 and {PageSizeMax}.";
        if (Status is { } status && (!Enum.IsDefined(status) || status is OrderStatus.None)) return $"{status} is not where an order can stand.";
        return WaitsFor is { } wait && !Enum.IsDefined(wait) ? $"{wait} is nothing that an order can wait for." : null;
    }
}

/// <summary>Some orders of a customer, newest first.</summary>
/// <param name="Orders">At most as many as asked for.</param>
/// <param name="Next">Asks for the page after this; null if this is the last.</param>
/// <param name="StaleSince">Since when an event waits that could not be applied; null if none does.</param>
[GenerateSerializer, Immutable, Alias("order-page")]
public sealed record OrderPage(
    [property: Id(0)] ImmutableArray<OrderView> Orders,
    [property: Id(1)] string? Next,
    [property: Id(2)] DateTimeOffset? StaleSince);
