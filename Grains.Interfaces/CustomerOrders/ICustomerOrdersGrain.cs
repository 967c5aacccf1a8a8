using CommandProcessor.Grains.Interfaces.Queries;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>The orders of one customer; its key is the customer. Nobody is an empty history, not an error.</summary>
/// <remarks>Queries interleave: they change nothing, and must not wait while a delivery is being saved.</remarks>
[Alias("CommandProcessor.ICustomerOrdersGrain")]
public interface ICustomerOrdersGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("GetSummary")]
    Task<CustomerSummary> GetSummaryAsync(AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>A page of orders, newest first.</summary>
    [AlwaysInterleave, Alias("GetOrders")]
    Task<OrderPage> GetOrdersAsync(OrderPageRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>One order by its number, or null.</summary>
    [AlwaysInterleave, Alias("GetOrder")]
    Task<OrderView?> GetOrderAsync(string number, AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>The totals, when they are different from what was shown.</summary>
    [AlwaysInterleave, Alias("WatchSummary")]
    Task<WatchAnswer<CustomerSummary>> WatchSummaryAsync(WatchRequest request, CancellationToken cancellationToken);

    /// <summary>A page of orders, when that part of any of them is different from what was shown, or other orders stand there.</summary>
    [AlwaysInterleave, Alias("WatchOrders")]
    Task<WatchAnswer<OrderPage>> WatchOrdersAsync(OrderPageRequest page, OrderPart part, WatchRequest request, CancellationToken cancellationToken);

    /// <summary>One order by its number, or null, when that part of it is different from what was shown.</summary>
    [AlwaysInterleave, Alias("WatchOrder")]
    Task<WatchAnswer<OrderView?>> WatchOrderAsync(string number, OrderPart part, WatchRequest request, CancellationToken cancellationToken);

    /// <summary>The totals as they were.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [AlwaysInterleave, Alias("GetSummaryAsOf")]
    Task<CustomerSummary> GetSummaryAsOfAsync(AsOf asOf, CancellationToken cancellationToken);

    /// <summary>A page of orders as they were.</summary>
    [AlwaysInterleave, Alias("GetOrdersAsOf")]
    Task<OrderPage> GetOrdersAsOfAsync(OrderPageRequest request, AsOf asOf, CancellationToken cancellationToken);

    /// <summary>One order as it was, or null.</summary>
    [AlwaysInterleave, Alias("GetOrderAsOf")]
    Task<OrderView?> GetOrderAsOfAsync(string number, AsOf asOf, CancellationToken cancellationToken);
}
