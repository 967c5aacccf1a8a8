using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Stock;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// What the events of all products come to, and how many pieces of each they say were booked for each order, left for it and came back from it.
/// </summary>
internal sealed class StockBook(Faults faults)
{
    private const string OrderPrefix = OrderId.Kind + "/";
    private readonly Dictionary<string, StockEntry> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<OrderedProduct, PieceFlow> _flows = [];

    public IReadOnlyDictionary<string, StockEntry> Products => _products;

    /// <summary>What was booked and moved in the names of orders, whether there are such orders or not.</summary>
    public IReadOnlyDictionary<OrderedProduct, PieceFlow> Flows => _flows;

    public IEnumerable<(string Sku, string BookingId, Booking Booking)> Bookings =>
        _products.SelectMany(product => product.Value.Item.Bookings.Select(booking => (product.Key, booking.Key, booking.Value)));

    public void Apply(RecordedEvent recorded)
    {
        var sku = recorded.Aggregate.GrainKey;
        var happened = StockEventCodec.Instance.Decode(recorded);
        if (happened is ProductRegistered && !_products.TryAdd(sku, new(sku))) faults.Add($"product {sku} is registered twice");
        else if (_products.TryGetValue(sku, out var product)) Apply(product, happened);
        else if (happened is not BookingDeclined) faults.Add($"product {sku}: {recorded.Type} before it was registered");
    }

    private void Apply(StockEntry product, StockEvent happened)
    {
        var (sku, before) = (product.Sku, product.Item);
        switch (happened)
        {
            case StockReceived e when IsOrder(e.Reference):
                FlowOf(e.Reference, sku).CameBack += e.Quantity;
                break;
            case StockReceived e:
                product.Received += e.Quantity;
                break;
            case StockBooked e when before.Bookings.ContainsKey(e.BookingId):
                faults.Add($"product {sku} is booked twice for {e.BookingId}");
                return;
            case StockBooked e:
                if (OrderOf(e.BookingId) is { } order) FlowOf(order, sku).Booked += e.Quantity;
                break;
            case BookingShipped e:
                Free(sku, before, e.BookingId, e.Quantity);
                Leave(product, e.BookingId, e.Quantity);
                break;
            case StockLeftUnbooked e:
                product.Counted += e.Missing;
                Leave(product, e.BookingId, e.Quantity);
                break;
            case BookingCancelled e:
                Free(sku, before, e.BookingId, e.Quantity);
                break;
            case BookingExpired e:
                Free(sku, before, e.BookingId, e.Quantity);
                break;
            case StockCounted e:
                product.Counted += e.Difference;
                faults.AddUnless(before.OnHand + e.Difference == e.Counted, $"product {sku}: {e.Counted} were counted, {e.Difference} more or less than {before.OnHand}");
                break;
        }

        var item = product.Item = StockDecider.Evolve(before, happened);
        faults.AddUnless(item.Booked >= 0 && item.Booked <= item.OnHand, $"product {sku}: {item.Booked} booked of {item.OnHand} on hand");
    }

    private void Leave(StockEntry product, string bookingId, int quantity)
    {
        if (OrderOf(bookingId) is { } order) FlowOf(order, product.Sku).Left += quantity;
        else product.LeftElsewhere += quantity;
    }

    private void Free(string sku, StockItem before, string bookingId, int quantity) =>
        faults.AddUnless(before.Bookings.GetValueOrDefault(bookingId)?.Quantity == quantity, $"product {sku} frees {quantity} of {bookingId}, which is not booked");

    private PieceFlow FlowOf(string order, string sku) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_flows, new(order, sku), out _) ??= new();

    /// <summary>The order that a booking is for; null if it is for something else.</summary>
    private static string? OrderOf(string bookingId) => Attempt.TryReadBooking(bookingId, out var attempt, out _) ? attempt.Order.Aggregate.Value : null;

    private static bool IsOrder(string reference) =>
        reference.StartsWith(OrderPrefix, StringComparison.Ordinal) && OrderId.TryParse(reference[OrderPrefix.Length..], out _);
}
