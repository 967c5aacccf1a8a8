using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// Gives orders plausible lives. The data knows orders and cancellations only: pieces that it shows coming back come back; what else
/// happens follows from the order's number and age, the same in every run.
/// </summary>
internal static class RetailLives
{
    /// <param name="orders">In the order of their times.</param>
    /// <param name="cancellations">Invoices that took pieces back, in the order of their times.</param>
    public static IReadOnlyList<RetailLife> Plan(IReadOnlyList<RetailOrder> orders, IReadOnlyList<RetailInvoice> cancellations)
    {
        var returns = RetailReturns.Match(orders, cancellations);
        var today = orders.Count == 0 ? default : orders[^1].OrderedAt.Date;
        return [.. orders.Select(order => Plan(order, returns[order], (today - order.OrderedAt.Date).Days))];
    }

    private static RetailLife Plan(RetailOrder order, IEnumerable<RetailReturn> returns, int age)
    {
        var life = new RetailLife(order);
        if (returns.Any())
        {
            Deliver(life);
            foreach (var taken in returns) life.Return(taken.Cancellation, taken.Lines, taken.IsWhole);
            return life;
        }

        var lot = (int)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(order.Id.Number)) % 100);
        switch (lot)
        {
            case < 3:
                life.Reject("Payment was declined");
                break;
            case < 6:
                life.Cancel("Ordered by mistake");
                break;
            case < 8:
                life.Confirm();
                life.Cancel("Found it cheaper elsewhere");
                break;
            default:
                if (lot < 14) life.Amend(OneLess(order.Place.Lines));
                Age(life, age);
                break;
        }

        return life;
    }

    /// <summary>The newest orders are still on their way.</summary>
    private static void Age(RetailLife life, int age)
    {
        if (age < 1) return;
        if (age < 2) life.Confirm();
        else if (age < 4) Ship(life);
        else Deliver(life);
    }

    private static void Ship(RetailLife life)
    {
        life.Confirm();
        var isAtHome = life.Order.Place.ShipTo.Country == "United Kingdom";
        life.Ship(isAtHome ? "Royal Mail" : "DHL", $"{(isAtHome ? "RM" : "DH")}{life.Order.Id.Number}");
    }

    private static void Deliver(RetailLife life)
    {
        Ship(life);
        life.Deliver();
    }

    private static ImmutableArray<OrderLine> OneLess(ImmutableArray<OrderLine> lines) =>
        lines.Length > 1 ? lines[..^1] : [lines[0] with { Quantity = lines[0].Quantity + 1 }];
}
