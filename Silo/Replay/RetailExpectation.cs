using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Replay;

/// <summary>What a file's orders come to, by customer, to be compared with what the customers' histories say.</summary>
internal sealed class RetailExpectation(RetailSource source)
{
    private readonly Dictionary<string, List<(string Number, decimal Total)>> _byCustomer = [];

    public RetailTally Tally => source.Tally;

    public int CustomerCount => _byCustomer.Count;

    public void Add(RetailOrder order)
    {
        if (!_byCustomer.TryGetValue(order.Id.Customer, out var orders)) _byCustomer.Add(order.Id.Customer, orders = []);
        orders.Add((order.Id.Number, order.Total));
    }

    public async Task<RetailCheck> CheckAsync(ClientSession session, int callerCount, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var changedCount = 0;
        await Parallel.ForEachAsync(
            _byCustomer,
            new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken },
            async (customer, token) =>
            {
                var summary = await session.CustomerOrders.GetSummaryAsync(customer.Key, token);
                var ordered = summary.Totals.Sum(total => total.Ordered);
                if (summary.OrderCount == customer.Value.Count && ordered == customer.Value.Sum(order => order.Total)) return;

                var found = new Dictionary<string, OrderView>();
                await foreach (var order in session.CustomerOrders.EnumerateOrdersAsync(customer.Key, cancellationToken: token)) found.Add(order.Number, order);
                lock (differences)
                {
                    changedCount += found.Values.Count(order => order.AmendedAt is not null);
                    differences.AddRange(customer.Value.Select(order => Difference(customer.Key, order, found.GetValueOrDefault(order.Number))).OfType<string>());
                }
            });
        return new(differences, changedCount);
    }

    /// <summary>An order that was amended later, as the demo does, was still placed as the file says.</summary>
    private static string? Difference(string customer, (string Number, decimal Total) expected, OrderView? order) => order switch
    {
        null => $"{customer}/{expected.Number} is lost.",
        { AmendedAt: null } when order.Total != expected.Total =>
            string.Create(CultureInfo.InvariantCulture, $"{customer}/{expected.Number} comes to {order.Total} and to {expected.Total} in the file."),
        _ => null,
    };
}
