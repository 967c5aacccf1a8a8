using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentCommand;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;

namespace CommandProcessor.Grains.Tests.Shipments;

public sealed class ShipmentLawsTests : AggregateLaws<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>
{
    private static readonly Gen<ImmutableArray<ShipmentLine>> Lines = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9])
        .Array[0, 4].Select(lines => lines.Select(line => new ShipmentLine(line.Item1, "85123A", line.Item2)).ToImmutableArray());

    protected override Gen<ShipmentCommand> Command { get; } = Gen.Frequency(
        (6, Lines.Select(lines => (ShipmentCommand)new CreateShipment(new OrderId("ada", "1"), lines, new ShipTo("Ada", "1 Road", "UK")))),
        (2, OneOf<ShipmentCommand>(new DispatchShipment("Post", "T-1"), new DispatchShipment("Post", "T-2"), new DispatchShipment("", ""))),
        (1, Always(new ConfirmDelivery())),
        (1, OneOf<ShipmentCommand>(new ReportLoss(LossResolution.ShipAgain, "Lost"), new ReportLoss(LossResolution.Refund, "Lost"))),
        (1, Always(new CancelShipment("Order cancelled"))));

    protected override EventCodec<ShipmentEvent> Codec => ShipmentEventCodec.Instance;

    protected override Type RefusalCodes => typeof(ShipmentRefusalCode);

    protected override (Enum, Enum)[] Arrows =>
    [
        (ShipmentStatus.None, ShipmentStatus.Created), (ShipmentStatus.Created, ShipmentStatus.Dispatched),
        (ShipmentStatus.Created, ShipmentStatus.Cancelled), (ShipmentStatus.Dispatched, ShipmentStatus.Delivered),
        (ShipmentStatus.Dispatched, ShipmentStatus.Lost),
    ];

    protected override Enum StatusOf(Shipment state) => state.Status;

    protected override bool AddsUp(ShipmentCommand command) => false;

    [Fact]
    public void A_line_of_the_order_is_shipped_once() => ForEveryHistory(history =>
    {
        var shipped = history.SelectMany(step => step.Decision.Events).OfType<ShipmentDispatched>().SelectMany(e => e.Lines).Select(line => line.LineNumber).ToList();
        Assert.Equal(shipped.Distinct(), shipped);
    });

    [Fact]
    public void A_shipment_that_was_cancelled_never_leaves() => ForEveryHistory(history =>
    {
        var events = history.SelectMany(step => step.Decision.Events).ToList();
        Assert.False(events.OfType<ShipmentDispatched>().Any() && events.OfType<ShipmentCancelled>().Any());
    });
}
