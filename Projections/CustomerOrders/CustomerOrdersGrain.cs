using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>Answers for one customer's orders.</summary>
[GrainType(GrainTypeName)]
[PartitionPlacement(SiloRole.Read, PartitionKey.CustomerKind)]
[ImplicitStreamSubscription(PartitionKey.CustomerKind)]
public sealed class CustomerOrdersGrain(ProjectionServices services)
    : ProjectionGrain<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(services), ICustomerOrdersGrain
{
    public const string GrainTypeName = "customer-orders";

    public async Task<CustomerSummary> GetSummaryAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        var answer = await GetHeadAsync(atLeast, cancellationToken);
        return new()
        {
            Customer = this.GetPrimaryKeyString(),
            OrderCount = answer.Head.OrderCount,
            ByStatus = answer.Head.ByStatus,
            Totals = answer.Head.Totals,
            FirstOrderedAt = answer.Head.FirstOrderedAt,
            LastOrderedAt = answer.Head.LastOrderedAt,
            Position = answer.Position,
            StaleSince = answer.StaleSince,
        };
    }

    public async Task<OrderPage> GetOrdersAsync(OrderPageRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        const int SizeMax = OrderPageRequest.PageSizeMax;
        if (request.PageSize is < 1 or > SizeMax)
            throw new ArgumentException($"OrderPageRequest.PageSize {request.PageSize} is not between 1 and {SizeMax}.");

        var page = await GetPageAsync(request.Status is { } status ? [(int)status] : null, Cursor(request.After), request.PageSize, atLeast, cancellationToken);
        return new([.. page.Items.Select(order => order with { StaleSince = page.StaleSince })], page.Next, page.StaleSince);
    }

    public async Task<OrderView?> GetOrderAsync(string number, AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (Identifier.Mistake(number, "Order number") is { } mistake) throw new ArgumentException(mistake);
        var page = await GetItemAsync(number, atLeast, cancellationToken);
        return page.Items.IsEmpty ? null : page.Items[0] with { StaleSince = page.StaleSince };
    }

    public Task<WatchAnswer<CustomerSummary>> WatchSummaryAsync(WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, GetSummaryAsync, CustomerOrdersSelection.Of, cancellationToken);

    public Task<WatchAnswer<OrderPage>> WatchOrdersAsync(
        OrderPageRequest page, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, (atLeast, token) => GetOrdersAsync(page, atLeast, token), orders => CustomerOrdersSelection.Of(orders, part), cancellationToken);

    public Task<WatchAnswer<OrderView?>> WatchOrderAsync(
        string number, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, (atLeast, token) => GetOrderAsync(number, atLeast, token), order => CustomerOrdersSelection.Of(order, part), cancellationToken);
}
