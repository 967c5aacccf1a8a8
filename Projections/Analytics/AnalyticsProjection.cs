using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Partitions;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;

namespace CommandProcessor.Projections.Analytics;

/// <summary>
/// Counts what is sold and how orders fare. Sales stand under the time at which the customer ordered, also what is called off or comes back later;
/// how long an order takes is told by when the journal recorded its events.
/// </summary>
public sealed class AnalyticsProjection : IPartitionProjection<AnalyticsModel>
{
    public const string ProjectionName = "analytics";

    public string Name => ProjectionName;

    public int Version => 1;

    public AnalyticsModel NewModel() => new();

    public void Apply(AnalyticsModel model, RecordedEvent recorded)
    {
        if (recorded.Type == "stock-product-registered") Register(model, recorded);
        else if (recorded.Type.StartsWith("order-", StringComparison.Ordinal)) ApplyToOrder(model, recorded);
    }

    private static void Register(AnalyticsModel model, RecordedEvent recorded)
    {
        if (StockEventCodec.Instance.Decode(recorded) is StockEvent.ProductRegistered e)
            model.Register(new(recorded.Aggregate.GrainKey, e.Name, e.Category));
    }

    private static void ApplyToOrder(AnalyticsModel model, RecordedEvent recorded)
    {
        var name = recorded.Aggregate.GrainKey;
        var happened = OrderEventCodec.Instance.Decode(recorded);
        if (happened is OrderPlaced placed) Place(model, name, placed, recorded);
        else if (model.FindOrder(name) is { } order) Apply(model, name, order, happened, recorded.RecordedAt);
        else if (happened is ItemsReturned) model.Count(Tally.Zero with { LateReturnCount = 1 });
        else throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which is not open.");
    }

    private static void Place(AnalyticsModel model, string name, OrderPlaced e, RecordedEvent recorded)
    {
        var order = new TrackedOrder(
            OrderId.Parse(name).Customer, e.Currency, e.ShipTo.Country, e.OrderedAt, recorded.RecordedAt, LinesOf(e.Lines));
        model.Keep(name, order);
        model.Reach(OrderStatus.Placed, 0);
        Sell(model, order, +1);
    }

    private static void Apply(AnalyticsModel model, string name, TrackedOrder order, OrderEvent happened, DateTimeOffset at)
    {
        var took = Durations.Milliseconds(order.PlacedAt, at);
        switch (happened)
        {
            case OrderAmended e:
                Amend(model, name, order, order with { Country = e.ShipTo.Country, Lines = LinesOf(e.Lines) });
                break;
            case OrderConfirmed:
                model.Reach(OrderStatus.Confirmed, took);
                break;
            case OrderShipped:
                model.Reach(OrderStatus.Shipped, took);
                break;
            case OrderDelivered:
                model.Reach(OrderStatus.Delivered, took);
                model.Deliver(name);
                break;
            case OrderCancelled:
                CallOff(model, name, order, OrderStatus.Cancelled, took);
                break;
            case OrderRejected:
                CallOff(model, name, order, OrderStatus.Rejected, took);
                break;
            case OrderLost:
                CallOff(model, name, order, OrderStatus.Lost, took);
                break;
            case ItemsReturned e:
                Return(model, name, order, e, took);
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType()} is not folded.");
        }
    }

    /// <param name="sign">+1 to count the order, −1 to count it no more.</param>
    private static void Sell(AnalyticsModel model, TrackedOrder order, int sign)
    {
        foreach (var line in order.Lines)
            model.Products.Add(line.Sku, new(order.Currency, sign, sign * (long)line.Quantity, sign * line.Quantity * line.UnitPrice, 0, 0));
        var (pieces, total) = Sum(order.Lines);
        model.Add(order, new(order.Currency, sign, sign * pieces, sign * total, 0, 0));
    }

    private static void Amend(AnalyticsModel model, string name, TrackedOrder before, TrackedOrder after)
    {
        if (before.Country == after.Country && HaveSameProducts(before.Lines, after.Lines))
        {
            SellMore(model, before, after);
        }
        else
        {
            Sell(model, before, -1);
            Sell(model, after, +1);
        }

        model.Keep(name, after);
    }

    /// <summary>What most amendments are, more or less of the same products: it comes to what taking it away and placing it anew does, in one step.</summary>
    private static void SellMore(AnalyticsModel model, TrackedOrder before, TrackedOrder after)
    {
        for (var at = 0; at < after.Lines.Length; at++)
        {
            var (less, more) = (before.Lines[at], after.Lines[at]);
            if (less == more) continue;
            model.Products.Add(more.Sku, new(after.Currency, 0, (long)more.Quantity - less.Quantity, (more.Quantity * more.UnitPrice) - (less.Quantity * less.UnitPrice), 0, 0));
        }

        var (was, will) = (Sum(before.Lines), Sum(after.Lines));
        model.Add(after, new(after.Currency, 0, will.Pieces - was.Pieces, will.Total - was.Total, 0, 0));
    }

    private static bool HaveSameProducts(ImmutableArray<TrackedLine> some, ImmutableArray<TrackedLine> others)
    {
        if (some.Length != others.Length) return false;
        for (var at = 0; at < some.Length; at++)
        {
            if (some[at].Sku != others[at].Sku) return false;
        }

        return true;
    }

    private static void CallOff(AnalyticsModel model, string name, TrackedOrder order, OrderStatus stage, long took)
    {
        foreach (var line in order.Lines)
            model.Products.Add(line.Sku, new(order.Currency, 0, -line.Quantity, 0, line.Quantity * line.UnitPrice, 0));
        var (pieces, total) = Sum(order.Lines);
        model.Add(order, new(order.Currency, 0, -pieces, 0, total, 0));
        model.Reach(stage, took);
        model.Forget(name);
    }

    private static void Return(AnalyticsModel model, string name, TrackedOrder order, ItemsReturned e, long took)
    {
        var lines = order.Lines.ToBuilder();
        var pieces = 0L;
        foreach (var returned in e.Lines)
        {
            var line = lines[returned.LineNumber - 1];
            lines[returned.LineNumber - 1] = line with { Quantity = line.Quantity - returned.Quantity };
            pieces += returned.Quantity;
            model.Products.Add(line.Sku, new(order.Currency, 0, -returned.Quantity, 0, 0, returned.Quantity * line.UnitPrice));
        }

        model.Add(order, new(order.Currency, 0, -pieces, 0, 0, e.Amount));
        if (!order.HasReturns) model.Count(Tally.Zero with { OrdersWithReturns = 1 });
        var left = order with { Lines = lines.DrainToImmutable(), HasReturns = true };
        if (Sum(left.Lines).Pieces > 0)
        {
            model.Keep(name, left);
            return;
        }

        model.Reach(OrderStatus.Returned, took);
        model.Forget(name);
    }

    private static (long Pieces, decimal Total) Sum(ImmutableArray<TrackedLine> lines)
    {
        var (pieces, total) = (0L, 0m);
        foreach (var line in lines)
        {
            pieces += line.Quantity;
            total += line.Quantity * line.UnitPrice;
        }

        return (pieces, total);
    }

    private static ImmutableArray<TrackedLine> LinesOf(ImmutableArray<OrderLine> lines)
    {
        var tracked = ImmutableArray.CreateBuilder<TrackedLine>(lines.Length);
        foreach (var line in lines) tracked.Add(new(line.Sku, line.Quantity, line.UnitPrice));
        return tracked.DrainToImmutable();
    }
}
