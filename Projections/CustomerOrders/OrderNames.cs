using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>Which of its customer's orders an event is about, without reading more of it than that.</summary>
internal static class OrderNames
{
    /// <summary>Depth of an event's properties, and of those of its terms.</summary>
    private const int OfShipment = 1;
    private const int OfPayment = 2;

    /// <summary>The order's number; null if the event is about no order of the customer.</summary>
    public static string? NumberOf(RecordedEvent recorded) => recorded.Aggregate.Kind switch
    {
        OrderId.Kind => OrderId.Parse(recorded.Aggregate.GrainKey).Number,
        PaymentId.Kind => Named(recorded, OfPayment),
        ShipmentId.Kind => Named(recorded, OfShipment),
        _ => null,
    };

    private static string? Named(RecordedEvent recorded, int depth)
    {
        var reader = new Utf8JsonReader(recorded.Body.Span);
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != depth || !reader.ValueTextEquals("order"u8)) continue;
            reader.Read();
            var order = OrderId.Parse(reader.GetString() ?? "");
            return order.PartitionKey == recorded.Key ? order.Number : null; // Somebody may pay for another's order.
        }

        return null;
    }
}
