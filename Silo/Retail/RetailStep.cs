using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Silo.Retail;

/// <summary>One thing that a person does in an order's life, under an id that is the same for ever. Everything else its process does.</summary>
/// <param name="After">Where the order must have got to before.</param>
internal abstract record RetailStep(OrderStatus After, CommandOptions Options)
{
    /// <summary>By the customer.</summary>
    public sealed record ToOrder(OrderStatus After, OrderCommand Command, CommandOptions Options) : RetailStep(After, Options);

    /// <summary>By the warehouse or the carrier, to a shipment that is there by then.</summary>
    public sealed record ToShipment(OrderStatus After, ShipmentId Shipment, ShipmentCommand Command, CommandOptions Options) : RetailStep(After, Options);
}
