using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

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
        var page = Checked(request);
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

    /// <summary>A customer's totals as they were at a position of the customer's partition, or at a time; folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<CustomerSummary> GetSummaryAsync(string customer, AsOf asOf, CancellationToken cancellationToken = default) =>
        _sender.AskAsOfAsync<ICustomerOrdersGrain, CustomerSummary>(
            customer, PartitionKey.Customer(customer), asOf, static (grain, point, token) => grain.GetSummaryAsOfAsync(point, token), cancellationToken);

    /// <summary>A page of a customer's orders as they were, newest first.</summary>
    public Task<OrderPage> GetOrdersAsync(string customer, OrderPageRequest? request, AsOf asOf, CancellationToken cancellationToken = default)
    {
        var page = Checked(request);
        return _sender.AskAsOfAsync<ICustomerOrdersGrain, OrderPage>(
            customer, PartitionKey.Customer(customer), asOf, (grain, point, token) => grain.GetOrdersAsOfAsync(page, point, token), cancellationToken);
    }

    /// <summary>One order as its customer saw it then, or null if there was none of that number.</summary>
    public Task<OrderView?> GetOrderAsync(OrderId order, AsOf asOf, CancellationToken cancellationToken = default)
    {
        if (order.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(order));
        return _sender.AskAsOfAsync<ICustomerOrdersGrain, OrderView?>(
            order.Customer, order.PartitionKey, asOf, (grain, point, token) => grain.GetOrderAsOfAsync(order.Number, point, token), cancellationToken);
    }

    /// <summary>
    /// Watches a customer's totals: what they are, then what they have become, as soon as a silo shows it. A loop that is slow is shown the newest
    /// state and not each one between; a lost silo costs time and no change.
    /// </summary>
    /// <param name="customer">May be somebody who never ordered.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="ArgumentException">The customer is malformed; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">
    /// No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>, perhaps because too many watch; the message says so.
    /// </exception>
    public IAsyncEnumerable<Watched<CustomerSummary>> WatchSummaryAsync(
        string customer, WatchToken? after = null, CancellationToken cancellationToken = default) =>
        _sender.WatchAsync<ICustomerOrdersGrain, CustomerSummary>(
            customer, PartitionKey.Customer(customer), after, static (grain, request, token) => grain.WatchSummaryAsync(request, token), cancellationToken);

    /// <summary>Watches a page of orders, such as the newest or those of one status: whenever an order comes or goes, or that part of one changes.</summary>
    public IAsyncEnumerable<Watched<OrderPage>> WatchOrdersAsync(
        string customer, OrderPageRequest? request = null, OrderPart part = OrderPart.Everything, WatchToken? after = null,
        CancellationToken cancellationToken = default)
    {
        var page = Checked(request);
        CheckPart(part);
        return _sender.WatchAsync<ICustomerOrdersGrain, OrderPage>(
            customer, PartitionKey.Customer(customer), after, (grain, watch, token) => grain.WatchOrdersAsync(page, part, watch, token), cancellationToken);
    }

    /// <summary>Watches one order: whenever that part of it changes. It is null before the order is placed.</summary>
    public IAsyncEnumerable<Watched<OrderView?>> WatchOrderAsync(
        OrderId order, OrderPart part = OrderPart.Everything, WatchToken? after = null, CancellationToken cancellationToken = default)
    {
        if (order.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(order));
        CheckPart(part);
        return _sender.WatchAsync<ICustomerOrdersGrain, OrderView?>(
            order.Customer, order.PartitionKey, after, (grain, watch, token) => grain.WatchOrderAsync(order.Number, part, watch, token), cancellationToken);
    }

    private static OrderPageRequest Checked(OrderPageRequest? request)
    {
        var page = request ?? new OrderPageRequest();
        return page.Mistake() is { } mistake ? throw new ArgumentOutOfRangeException(nameof(request), mistake) : page;
    }

    private static void CheckPart(OrderPart part)
    {
        if (!Enum.IsDefined(part)) throw new ArgumentOutOfRangeException(nameof(part), $"{part} is no part of an order.");
    }
}
