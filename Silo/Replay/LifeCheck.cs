using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Replay;

/// <summary>Asks every customer's read model for every order that was sent, and compares where it stands.</summary>
internal static class LifeCheck
{
    /// <returns>What is lost or stands elsewhere, for a person; empty if all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        ClientSession session, IReadOnlyList<RetailLife> lives, int callerCount, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        await Parallel.ForEachAsync(
            lives.GroupBy(life => life.Order.Id.Customer),
            new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken },
            async (customer, token) =>
            {
                if (IsAsPlanned(await session.CustomerOrders.GetSummaryAsync(customer.Key, token), customer)) return;
                var found = new Dictionary<string, OrderView>();
                await foreach (var order in session.CustomerOrders.EnumerateOrdersAsync(customer.Key, cancellationToken: token)) found.Add(order.Number, order);
                var different = customer.Select(life => Difference(life, found.GetValueOrDefault(life.Order.Id.Number))).OfType<string>().ToList();
                lock (differences) differences.AddRange(different);
            });
        differences.Sort(StringComparer.Ordinal);
        return differences;
    }

    /// <summary>A customer whose totals agree in everything need not be looked at order by order.</summary>
    private static bool IsAsPlanned(CustomerSummary summary, IEnumerable<RetailLife> lives)
    {
        var planned = lives.CountBy(life => life.Status).OrderBy(count => count.Key).Select(count => new StatusCount(count.Key, count.Value));
        return summary.ByStatus.SequenceEqual(planned)
            && summary.Totals.Sum(total => total.Ordered) == lives.Sum(life => life.Total)
            && summary.Totals.Sum(total => total.Returned) == lives.Sum(life => life.ReturnedAmount);
    }

    private static string? Difference(RetailLife life, OrderView? order) => order switch
    {
        null => $"{life.Order.Id} is lost.",
        _ when order.Status != life.Status => $"{life.Order.Id} is {order.Status} and should be {life.Status}.",
        _ when order.Total != life.Total => Text($"{life.Order.Id} comes to {order.Total} and should to {life.Total}."),
        _ when order.ReturnedAmount != life.ReturnedAmount => Text($"{life.Order.Id} had {order.ReturnedAmount} returned and should have {life.ReturnedAmount}."),
        _ => null,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
