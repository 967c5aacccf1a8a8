using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Client;

/// <summary>Questions about the orders of a customer. Somebody who never ordered has an empty history.</summary>
public sealed class CustomerOrderQueries
{
    private readonly QuerySender _sender;

    internal CustomerOrderQueries(QuerySender sender) => _sender = sender;

    /// <summary>How many orders a customer has, where they stand, and what they come to.</summary>
    /// <exception cref="ArgumentException">The customer is malformed; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<CustomerSummary> GetSummaryAsync(string customer, CancellationToken cancellationToken = default) =>
        _sender.AskAsync<ICustomerOrdersGrain, CustomerSummary>(
            customer, PartitionKey.Customer(customer), static (grain, atLeast, token) => grain.GetSummaryAsync(atLeast, token), cancellationToken);

    /// <summary>A page of a customer's orders, newest first.</summary>
    public Task<OrderPage> GetOrdersAsync(string customer, OrderPageRequest? request = null, CancellationToken cancellationToken = default)
    {
        var page = request ?? new OrderPageRequest();
        if (page.Mistake() is { } mistake) throw new ArgumentOutOfRangeException(nameof(request), mistake);
        return _sender.AskAsync<ICustomerOrdersGrain, OrderPage>(
            customer, PartitionKey.Customer(customer), (grain, atLeast, token) => grain.GetOrdersAsync(page, atLeast, token), cancellationToken);
    }

    /// <summary>All orders of a customer, newest first, asked for page by page as they are taken.</summary>
    public async IAsyncEnumerable<OrderView> EnumerateOrdersAsync(
        string customer, OrderStatus? status = null, int pageSize = 100, OrderWait? waitsFor = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new OrderPageRequest(status, After: null, pageSize, waitsFor);
        while (true)
        {
            var page = await GetOrdersAsync(customer, request, cancellationToken);
            foreach (var order in page.Orders) yield return order;
            if (page.Next is null) yield break;
            request = request with { After = page.Next };
        }
    }

    /// <summary>One order by its number, or null if the customer has none of that number.</summary>
    public Task<OrderView?> GetOrderAsync(string customer, string number, CancellationToken cancellationToken = default)
    {
        var order = new OrderId(customer, number);
        return _sender.AskAsync<ICustomerOrdersGrain, OrderView?>(
            order.Customer, order.PartitionKey, (grain, atLeast, token) => grain.GetOrderAsync(order.Number, atLeast, token), cancellationToken);
    }

    public Task<OrderView?> GetOrderAsync(OrderId order, CancellationToken cancellationToken = default) =>
        GetOrderAsync(order.Customer, order.Number, cancellationToken);
}
