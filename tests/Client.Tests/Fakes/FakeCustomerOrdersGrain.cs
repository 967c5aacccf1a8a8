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
