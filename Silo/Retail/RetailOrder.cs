using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>An invoice as an order.</summary>
internal sealed record RetailOrder(OrderId Id, OrderCommand.PlaceOrder Place, DateTimeOffset OrderedAt, long FirstLine)
{
    public decimal Total { get; } = Place.Lines.Sum(line => line.Total());

    /// <summary>The same for ever, so that however often the file is loaded each step happens once.</summary>
    /// <param name="step">"place", "confirm", …</param>
    /// <param name="index">Later steps get later ids, as they would if they had been made one after the other.</param>
    public CommandId CommandId(string step, int index = 0) =>
        Grains.Interfaces.Events.CommandId.Derive(OrderedAt.AddMinutes(index), $"retail/{Id.Number}/{step}");
}
