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
}
