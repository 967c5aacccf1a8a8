using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>Answers for one customer's orders.</summary>
[GrainType(GrainTypeName)]
[HostedView(CustomerOrdersProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read, PartitionKey.CustomerKind)]
[ImplicitStreamSubscription(CustomerOrdersProjection.ProjectionName)]
public sealed class CustomerOrdersGrain(ProjectionServices services)
    : ProjectionGrain<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(services), ICustomerOrdersGrain
{
    public const string GrainTypeName = "customer-orders";

    private readonly HeadAnswer<CustomerOrdersHead, CustomerSummary> _summary = new();

    public async Task<CustomerSummary> GetSummaryAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        _summary.Of(await GetHeadAsync(atLeast, cancellationToken), this, static (grain, answer) => grain.Made(answer));

    public async Task<CustomerSummary> GetSummaryAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        Made(await GetHeadAsOfAsync(asOf, cancellationToken));

    public async Task<OrderPage> GetOrdersAsync(OrderPageRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        return Page(await GetPageAsync(
            head => head.CategoriesOf(request.Status, request.WaitsFor), Cursor(request.After), request.PageSize, atLeast, cancellationToken));
    }

    public async Task<OrderPage> GetOrdersAsOfAsync(OrderPageRequest request, AsOf asOf, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var page = new PastPage<CustomerOrdersHead>(head => head.CategoriesOf(request.Status, request.WaitsFor), Cursor(request.After), request.PageSize);
        return Page((await GetAsOfAsync(asOf, new($"{request}", Item: null, page), cancellationToken)).Pages[0]);
    }

    public async Task<OrderView?> GetOrderAsync(string number, AtLeast atLeast, CancellationToken cancellationToken) =>
        Order(await GetItemAsync(Checked(number), atLeast, cancellationToken));

    public async Task<OrderView?> GetOrderAsOfAsync(string number, AsOf asOf, CancellationToken cancellationToken) =>
        Order((await GetAsOfAsync(asOf, new($"order {Checked(number)}", number), cancellationToken)).Item);

    public Task<WatchAnswer<CustomerSummary>> WatchSummaryAsync(WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, GetSummaryAsync, CustomerOrdersSelection.Of, cancellationToken);

    public Task<WatchAnswer<OrderPage>> WatchOrdersAsync(
        OrderPageRequest page, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, (atLeast, token) => GetOrdersAsync(page, atLeast, token), orders => CustomerOrdersSelection.Of(orders, part), cancellationToken);

    public Task<WatchAnswer<OrderView?>> WatchOrderAsync(
        string number, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, (atLeast, token) => GetOrderAsync(number, atLeast, token), order => CustomerOrdersSelection.Of(order, part), cancellationToken);

    private CustomerSummary Made(ReadModelHead<CustomerOrdersHead> answer) => new()
    {
        Customer = this.GetPrimaryKeyString(),
        OrderCount = answer.Head.OrderCount,
        ByStatus = answer.Head.ByStatus(),
        ByWait = answer.Head.ByWait(),
        Totals = answer.Head.Totals,
        FirstOrderedAt = answer.Head.FirstOrderedAt,
        LastOrderedAt = answer.Head.LastOrderedAt,
        Position = answer.Position,
        StaleSince = answer.StaleSince,
    };

    private static OrderPage Page(ReadModelPage<OrderView> page) =>
        new([.. page.Items.Select(order => order with { StaleSince = page.StaleSince })], page.Next, page.StaleSince);

    private static OrderView? Order(ReadModelPage<OrderView> page) => page.Items.IsEmpty ? null : page.Items[0] with { StaleSince = page.StaleSince };

    private static string Checked(string number) =>
        Identifier.Mistake(number, "Order number") is { } mistake ? throw new ArgumentException(mistake) : number;
}
