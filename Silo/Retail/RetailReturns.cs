using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// A cancellation does not name what it cancels. Each of its lines is taken off the customer's latest earlier order that has as many
/// pieces of the product left on one line; a line that fits nowhere is left out, and told.
/// </summary>
internal static class RetailReturns
{
    /// <param name="orders">In the order of their times.</param>
    /// <param name="cancellations">In the order of their times.</param>
    /// <param name="reject">Told of lines that fit nowhere.</param>
    public static ILookup<RetailOrder, RetailReturn> Match(
        IReadOnlyList<RetailOrder> orders, IReadOnlyList<RetailInvoice> cancellations, Action<RetailRejection> reject)
    {
        var open = orders.Select(order => new OpenOrder(order)).ToLookup(order => order.Order.Id.Customer);
        return cancellations
            .SelectMany(cancellation => Match(cancellation, [.. open[cancellation.First.Customer ?? ""].Reverse()], reject))
            .ToLookup(found => found.Order, found => found.Return);
    }

    private static IEnumerable<(RetailOrder Order, RetailReturn Return)> Match(
        RetailInvoice cancellation, IReadOnlyList<OpenOrder> newestFirst, Action<RetailRejection> reject)
    {
        var taken = new SortedDictionary<long, (OpenOrder Order, SortedDictionary<int, int> Lines)>();
        foreach (var line in cancellation.Lines)
        {
            if (Find(line, newestFirst) is not var (order, lineNumber))
            {
                reject(new(line.Number, line.Invoice, RetailReason.Cancellation, $"{line.StockCode} × {line.Quantity}"));
                continue;
            }

            if (!taken.TryGetValue(order.Order.FirstLine, out var entry)) taken.Add(order.Order.FirstLine, entry = (order, []));
            entry.Lines[lineNumber] = entry.Lines.GetValueOrDefault(lineNumber) - line.Quantity;
        }

        foreach (var (order, lines) in taken.Values)
        {
            var returned = lines.Select(line => new ReturnedLine(line.Key, line.Value));
            yield return (order.Order, new(cancellation.Number, cancellation.First.OrderedAt, [.. returned], order.IsEmpty));
        }
    }

    private static (OpenOrder Order, int LineNumber)? Find(RetailLine line, IReadOnlyList<OpenOrder> newestFirst)
    {
        if (line.Quantity is >= 0 or <= -OrderLimits.QuantityMax) return null;
        foreach (var order in newestFirst)
        {
            if (order.Order.OrderedAt <= line.OrderedAt && order.Take(RetailOrders.Sku(line), -line.Quantity) is { } lineNumber) return (order, lineNumber);
        }

        return null;
    }

    private sealed class OpenOrder(RetailOrder order)
    {
        private readonly int[] _left = [.. order.Place.Lines.Select(line => line.Quantity)];

        public RetailOrder Order => order;

        public bool IsEmpty => _left.All(left => left == 0);

        /// <summary>Takes pieces off a line and tells its number, or null if no line has as many.</summary>
        public int? Take(string sku, int quantity)
        {
            for (var index = 0; index < _left.Length; index++)
            {
                if (order.Place.Lines[index].Sku != sku || _left[index] < quantity) continue;
                _left[index] -= quantity;
                return index + 1;
            }

            return null;
        }
    }
}
