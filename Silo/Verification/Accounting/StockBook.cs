using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What the events of all products come to, and how many pieces they say left for each order and came back from it.</summary>
internal sealed class StockBook(Faults faults)
{
    private readonly Dictionary<string, StockEntry> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _shipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _cameBack = new(StringComparer.Ordinal);

    public IEnumerable<(string Sku, Reserved Booking)> Bookings => _products.SelectMany(product => product.Value.Bookings.Values.Select(booking => (product.Key, booking)));

    /// <summary>Orders for which pieces left or came back.</summary>
    public IEnumerable<string> Orders => _shipped.Keys.Union(_cameBack.Keys);

    public long ShippedFor(string order) => _shipped.GetValueOrDefault(order);

    public long CameBackFrom(string order) => _cameBack.GetValueOrDefault(order);

    public void Apply(RecordedEvent recorded)
    {
        var sku = recorded.Aggregate.GrainKey;
        var happened = StockEventCodec.Instance.Decode(recorded);
        if (happened is ProductRegistered) faults.AddUnless(_products.TryAdd(sku, new()), $"product {sku} is registered twice");
        else if (_products.TryGetValue(sku, out var product)) Apply(sku, product, happened);
        else if (happened is not BookingDeclined) faults.Add($"product {sku}: {recorded.Type} before it was registered");
    }

    public StockTotals Totals() => new(
        _products.Count,
        _products.Values.Sum(product => product.Received),
        _products.Values.Sum(product => product.CameBack),
        _products.Values.Sum(product => product.Counted),
        _products.Values.Sum(product => product.Shipped),
        _products.Values.Sum(product => product.OnHand),
        _products.Values.Sum(product => product.Booked));

    /// <summary>The order that a booking is for, such as "order/17850/536365"; null if it is for something else.</summary>
    public static string? OrderOf(string bookingId)
    {
        if (!IsOrder(bookingId)) return null;
        var order = bookingId.AsSpan();
        if (order.IndexOf(": ") is >= 0 and var end) order = order[..end];
        if (order.LastIndexOf(OrderId.AttemptMark) is >= 0 and var attempt) order = order[..attempt];
        return order.ToString();
    }

    private void Apply(string sku, StockEntry product, StockEvent happened)
    {
        switch (happened)
        {
            case StockReceived e when IsOrder(e.Reference):
                product.CameBack += e.Quantity;
                CollectionsMarshal.GetValueRefOrAddDefault(_cameBack, e.Reference, out _) += e.Quantity;
                break;
            case StockReceived e:
                product.Received += e.Quantity;
                break;
            case StockBooked e:
                faults.AddUnless(product.Book(e.BookingId, e.Quantity, e.ExpiresAt), $"product {sku} is booked twice for {e.BookingId}");
                break;
            case BookingShipped e:
                Free(sku, product, e.BookingId, e.Quantity);
                Ship(product, e.BookingId, e.Quantity);
                break;
            case StockLeftUnbooked e:
                product.Counted += e.Missing;
                Ship(product, e.BookingId, e.Quantity);
                break;
            case BookingCancelled e:
                Free(sku, product, e.BookingId, e.Quantity);
                break;
            case BookingExpired e:
                Free(sku, product, e.BookingId, e.Quantity);
                break;
            case StockCounted e:
                product.Counted += e.Difference;
                faults.AddUnless(product.OnHand == e.Counted, $"product {sku}: {e.Counted} were counted, where {e.Difference} more or less make {product.OnHand}");
                break;
        }

        faults.AddUnless(product.Booked >= 0 && product.Booked <= product.OnHand, $"product {sku}: {product.Booked} booked of {product.OnHand} on hand");
    }

    private void Ship(StockEntry product, string bookingId, int quantity)
    {
        product.Shipped += quantity;
        if (OrderOf(bookingId) is { } order) CollectionsMarshal.GetValueRefOrAddDefault(_shipped, order, out _) += quantity;
    }

    private void Free(string sku, StockEntry product, string bookingId, int quantity) =>
        faults.AddUnless(product.Free(bookingId, quantity), $"product {sku} frees {quantity} of {bookingId}, which is not booked");

    private static bool IsOrder(string name) => name.StartsWith(OrderId.Kind + "/", StringComparison.Ordinal);
}
