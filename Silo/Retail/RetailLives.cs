using System.IO.Hashing;
using System.Text;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// Gives orders plausible lives. The data knows orders and cancellations only: an order that a cancellation took back whole on the same day had not
/// left yet and is cancelled; all else that the data shows coming back was delivered before. What happens to other orders follows from their number
/// and their age, the same in every run and for the same order in every file.
/// </summary>
internal static class RetailLives
{
    /// <summary>The day that the data ends.</summary>
    private static readonly DateTime Today = new(2011, 12, 9);

    /// <param name="orders">In the order of their times.</param>
    /// <param name="returns">Pieces that came back, in the order of their times.</param>
    public static IReadOnlyList<RetailLife> Plan(IReadOnlyList<RetailOrder> orders, ILookup<RetailOrder, RetailReturn> returns) =>
        [.. orders.Select(order => Plan(order, [.. returns[order]]))];

    private static RetailLife Plan(RetailOrder order, IReadOnlyList<RetailReturn> returns)
    {
        var lot = returns.Count > 0 ? int.MaxValue : (int)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(order.Id.Number)) % 100);
        var life = new RetailLife(order, isDeclined: lot < 3);
        switch (lot)
        {
            case < 3:
                break;
            case < 5:
                life.Cancel("Ordered by mistake", after: OrderStatus.Placed);
                break;
            case < 7:
                life.Cancel("Found it cheaper elsewhere", after: OrderStatus.Confirmed);
                break;
            case < 8:
                Dispatch(life);
                life.LoseAndRefund("Lost on its way");
                break;
            case < 9:
                Dispatch(life);
                life.LoseAndSendAgain("Lost on its way", CarrierOf(life), TrackingNumberOf(life) + "-2");
                life.Deliver();
                break;
            case < 100:
                Age(life, (Today - order.OrderedAt.Date).Days);
                break;
            default:
                TakeBack(life, returns);
                break;
        }

        return life;
    }

    private static void TakeBack(RetailLife life, IReadOnlyList<RetailReturn> returns)
    {
        if (returns[0] is { IsWhole: true } first && first.ReturnedAt.Date == life.Order.OrderedAt.Date)
        {
            life.Cancel($"Cancellation {first.Cancellation}", after: OrderStatus.Confirmed);
            return;
        }

        Dispatch(life);
        life.Deliver();
        foreach (var taken in returns) life.Return(taken.Cancellation, taken.Lines, taken.IsWhole);
    }

    /// <summary>The newest orders are still on their way.</summary>
    private static void Age(RetailLife life, int age)
    {
        if (age >= 1) Dispatch(life);
        if (age >= 3) life.Deliver();
    }

    private static void Dispatch(RetailLife life) => life.Dispatch(CarrierOf(life), TrackingNumberOf(life));

    private static bool IsAtHome(RetailLife life) => life.Order.Place.ShipTo.Country == "United Kingdom";

    private static string CarrierOf(RetailLife life) => IsAtHome(life) ? "Royal Mail" : "DHL";

    private static string TrackingNumberOf(RetailLife life) => $"{(IsAtHome(life) ? "RM" : "DH")}{life.Order.Id.Number}";
}
