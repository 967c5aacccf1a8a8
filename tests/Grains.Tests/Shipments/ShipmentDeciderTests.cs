using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentCommand;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;
using Code = CommandProcessor.Grains.Interfaces.Shipments.ShipmentRefusalCode;

namespace CommandProcessor.Grains.Tests.Shipments;

public sealed class ShipmentDeciderTests : DeciderTable<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent, ShipmentStatus>
{
    private static readonly OrderId Order = new("ada", "1");
    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square", "United Kingdom");
    private static readonly CreateShipment Create = new(Order, [new(1, "85123A", 6), new(2, "71053", 2)], Home);
    private static readonly DispatchShipment Dispatch = new("Post", "T-1");
    private static readonly ConfirmDelivery Deliver = new();
    private static readonly ReportLoss Lose = new(LossResolution.ShipAgain, "Van burnt out");
    private static readonly CancelShipment Cancel = new("Order cancelled");

    protected override IReadOnlyDictionary<ShipmentStatus, ShipmentCommand[]> Ways { get; } = new Dictionary<ShipmentStatus, ShipmentCommand[]>
    {
        [ShipmentStatus.None] = [],
        [ShipmentStatus.Created] = [Create],
        [ShipmentStatus.Dispatched] = [Create, Dispatch],
        [ShipmentStatus.Delivered] = [Create, Dispatch, Deliver],
        [ShipmentStatus.Lost] = [Create, Dispatch, Lose],
        [ShipmentStatus.Cancelled] = [Create, Cancel],
    };

    protected override ShipmentStatus StatusOf(Shipment state) => state.Status;

    public static TheoryData<ShipmentCommand, string> StateMachine() => new()
    {
        //                                                     None     Created     Dispatched  Delivered  Lost  Cancelled
        { Create,                                             "Created  same        same        same       same  same" },
        { Create with { Lines = [new(1, "85123A", 6)] },      "Created  501         501         501        501   501" },
        { Dispatch,                                           "~500     Dispatched  same        same       same  502" },
        { Dispatch with { TrackingNumber = "T-2" },           "~500     Dispatched  502         502        502   502" },
        { Deliver,                                            "~500     ~503        Delivered   same       503   503" },
        { Lose,                                               "~500     ~504        Lost        504        same  504" },
        { Lose with { Resolution = LossResolution.Refund },   "~500     ~504        Lost        504        504   504" },
        { Cancel,                                             "same     Cancelled   505         505        505   same" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(ShipmentCommand command, string row) => AssertRow(command, row);

    public static TheoryData<string, ShipmentStatus, ShipmentCommand> Contents() => new()
    {
        { Final(Code.MalformedOrder), ShipmentStatus.None, Create with { Order = default, Lines = [] } },
        { Final(Code.NoLines), ShipmentStatus.None, Create with { Lines = [], ShipTo = null! } },
        { Final(Code.NoLines), ShipmentStatus.None, Create with { Lines = default } },
        { Final(Code.TooManyLines), ShipmentStatus.None, Create with { Lines = [.. Enumerable.Repeat<ShipmentLine>(null!, ShipmentLimits.LineCountMax + 1)] } },
        { Final(Code.MissingLine), ShipmentStatus.None, Create with { Lines = [new(0, "", 0), null!] } },
        { Final(Code.LineNumberOutOfRange), ShipmentStatus.None, Create with { Lines = [new(1, "", 0), new(1, "", 0), new(0, "", 0)] } },
        { Final(Code.LineNumberOutOfRange), ShipmentStatus.None, Create with { Lines = [new(ShipmentLimits.LineCountMax + 1, "a", 1)] } },
        { Final(Code.LineTwice), ShipmentStatus.None, Create with { Lines = [new(1, "", 0), new(2, "", 0), new(1, "", 0)] } },
        { Final(Code.MalformedSku), ShipmentStatus.None, Create with { Lines = [new(1, "a", 0), new(2, "", 0)] } },
        { Final(Code.MalformedSku), ShipmentStatus.None, Create with { Lines = [new(1, "a/b", 1)] } },
        { Final(Code.QuantityOutOfRange), ShipmentStatus.None, Create with { Lines = [new(1, "a", 0)], ShipTo = null! } },
        { Final(Code.QuantityOutOfRange), ShipmentStatus.None, Create with { Lines = [new(1, "a", ShipmentLimits.QuantityMax + 1)] } },
        { Final(Code.MalformedShipTo), ShipmentStatus.None, Create with { ShipTo = null! } },
        { Final(Code.MalformedShipTo), ShipmentStatus.None, Create with { ShipTo = Home with { Name = " " } } },
        { Final(Code.MalformedShipTo), ShipmentStatus.None, Create with { ShipTo = Home with { Address = LongText } } },
        { Final(Code.MalformedShipTo), ShipmentStatus.None, Create with { ShipTo = Home with { Country = "a\u0007" } } },
        { Final(Code.MalformedText), ShipmentStatus.Created, Dispatch with { Carrier = "" } },
        { Final(Code.MalformedText), ShipmentStatus.Created, Dispatch with { TrackingNumber = "a\nb" } },
        { Final(Code.UnknownResolution), ShipmentStatus.Dispatched, new ReportLoss((LossResolution)9, "") },
        { Final(Code.MalformedText), ShipmentStatus.Dispatched, Lose with { Reason = LongText } },
        { Final(Code.MalformedText), ShipmentStatus.Created, Cancel with { Reason = "" } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, ShipmentStatus status, ShipmentCommand command) =>
        Assert.Equal(refusal, Describe(In(status), command));

    [Fact]
    public void What_is_dispatched_or_lost_is_named_in_the_event()
    {
        var dispatched = Single<ShipmentDispatched>(In(ShipmentStatus.Created), Dispatch);
        var lost = Single<ShipmentLost>(In(ShipmentStatus.Dispatched), Lose);

        Assert.Equal((Order, Create.Lines), (dispatched.Order, dispatched.Lines));
        Assert.Equal((Order, Create.Lines, Home), (lost.Order, lost.Lines, lost.ShipTo));
    }

    [Fact]
    public void A_view_shows_what_became_of_the_shipment()
    {
        var view = In(ShipmentStatus.Lost).ToView(version: 3);

        Assert.Equal(
            (ShipmentStatus.Lost, Order, Home, "Post", "T-1", LossResolution.ShipAgain, "Van burnt out", 3L),
            (view.Status, view.Order, view.ShipTo, view.Carrier, view.TrackingNumber, view.Resolution, view.Reason, view.Version));
        Assert.Equal(Create.Lines, view.Lines);
    }
}
