using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>A customer with a number of orders; remembers how fresh each answer had to be.</summary>
public sealed class FakeCustomerOrdersGrain : ICustomerOrdersGrain
{
    public List<AtLeast> Asked { get; } = [];

    public Queue<Exception> Errors { get; } = [];

    public int OrderCount { get; set; }

    public Task<CustomerSummary> GetSummaryAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        Ask(atLeast);
        return Task.FromResult(new CustomerSummary
        {
            Customer = "17850",
            OrderCount = OrderCount,
            ByStatus = [],
            Totals = [],
            FirstOrderedAt = null,
            LastOrderedAt = null,
            Position = atLeast.Position,
            StaleSince = null,
        });
    }

    public Task<OrderPage> GetOrdersAsync(OrderPageRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        Ask(atLeast);
        var from = request.After is null ? 0 : int.Parse(request.After, null);
        var count = Math.Min(request.PageSize, OrderCount - from);
        var orders = Enumerable.Range(from, count).Select(View);
        return Task.FromResult(new OrderPage([.. orders], from + count < OrderCount ? $"{from + count}" : null, null));
    }

    public Task<OrderView?> GetOrderAsync(string number, AtLeast atLeast, CancellationToken cancellationToken)
    {
        Ask(atLeast);
        return Task.FromResult<OrderView?>(null);
    }

    public Task<CustomerSummary> GetSummaryAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OrderPage> GetOrdersAsOfAsync(OrderPageRequest request, AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OrderView?> GetOrderAsOfAsync(string number, AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>What watchers asked for.</summary>
    public List<WatchRequest> Watches { get; } = [];

    /// <summary>How the next of them are answered; without one they wait until they are cancelled.</summary>
    public Queue<Func<WatchRequest, WatchAnswer<CustomerSummary>>> WatchAnswers { get; } = [];

    public async Task<WatchAnswer<CustomerSummary>> WatchSummaryAsync(WatchRequest request, CancellationToken cancellationToken)
    {
        Watches.Add(request);
        if (!WatchAnswers.TryDequeue(out var answer)) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return answer!(request); // Otherwise the wait has thrown.
    }

    public Task<WatchAnswer<OrderPage>> WatchOrdersAsync(OrderPageRequest page, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<WatchAnswer<OrderView?>> WatchOrderAsync(string number, OrderPart part, WatchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void Ask(AtLeast atLeast)
    {
        Asked.Add(atLeast);
        if (Errors.TryDequeue(out var error)) throw error;
    }

    private static OrderView View(int number) => new()
    {
        Number = $"{number}",
        Status = OrderStatus.Placed,
        Currency = "GBP",
        Total = 1,
        ReturnedAmount = 0,
        Lines = [],
        ShipTo = new("name", "address", "country"),
        OrderedAt = default,
        Version = 1,
    };
}
