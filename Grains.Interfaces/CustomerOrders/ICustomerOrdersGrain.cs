using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>The orders of one customer; its key is the customer. Nobody is an empty history, not an error.</summary>
[Alias("CommandProcessor.ICustomerOrdersGrain")]
public interface ICustomerOrdersGrain : IGrainWithStringKey
{
    [Alias("GetSummary")]
    Task<CustomerSummary> GetSummaryAsync(AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>A page of orders, newest first.</summary>
    [Alias("GetOrders")]
    Task<OrderPage> GetOrdersAsync(OrderPageRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>One order by its number, or null.</summary>
    [Alias("GetOrder")]
    Task<OrderView?> GetOrderAsync(string number, AtLeast atLeast, CancellationToken cancellationToken);
}
