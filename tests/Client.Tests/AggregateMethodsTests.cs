using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Client.Tests;

/// <summary>Each typed method sends its command to its aggregate, and each aggregate can be looked at.</summary>
public sealed class AggregateMethodsTests
{
    private static readonly AccountId Account = new("17850", "main");
    private static readonly AccountId Shop = new("shop", "main");
    private static readonly OrderId Order = ClientFixture.Order;
    private static readonly PaymentId Payment = new("17850", "536365");
    private static readonly Sku Sku = new("85123A");
    private static readonly ShipmentId Shipment = new("17850", "536365");
    private static readonly TransferId Transfer = new("17850", "1");
    private static readonly FraudAlertId Alert = new("17850", "velocity-5");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PaymentTerms Terms = new(Order, Account, Shop, "GBP");
    private static readonly AccountCommand.PlaceHold Hold = new("h1", 1m, "GBP", At, "transfer/17850/1");
    private static readonly ShipmentCommand.CreateShipment Create = new(Order, [new(1, "85123A", 6)], ClientFixture.Place.ShipTo);
    private static readonly TransferCommand.TransferMoney Request = new(Account, Shop, 5m, "GBP", "rent");
    private static readonly ImmutableArray<OrderLine> Lines = [new("85123A", 6, 2.55m)];
    private static readonly ImmutableArray<ReturnedLine> Returned = [new(1, 1)];

    private static readonly Method[] Methods =
    [
        new(client => client.Orders.PlaceAsync(Order, ClientFixture.Place), ClientFixture.Place),
        new(client => client.Orders.AmendAsync(Order, Lines, ClientFixture.Place.ShipTo), new OrderCommand.AmendOrder(Lines, ClientFixture.Place.ShipTo)),
        new(client => client.Orders.CancelAsync(Order, "why"), new OrderCommand.CancelOrder("why")),
        new(client => client.Orders.ConfirmAsync(Order), new OrderCommand.ConfirmOrder()),
        new(client => client.Orders.RejectAsync(Order, "why"), new OrderCommand.RejectOrder("why")),
        new(client => client.Orders.MarkShippedAsync(Order, "Post", "T-1"), new OrderCommand.MarkShipped("Post", "T-1")),
        new(client => client.Orders.MarkDeliveredAsync(Order), new OrderCommand.MarkDelivered()),
        new(client => client.Orders.MarkLostAsync(Order, "why"), new OrderCommand.MarkLost("why")),
        new(client => client.Orders.ReturnItemsAsync(Order, Returned, "why"), new OrderCommand.ReturnItems(Returned, "why")),

        new(client => client.Accounts.OpenAsync(Account, "GBP", 50m), new AccountCommand.OpenAccount("GBP", 50m)),
        new(client => client.Accounts.DepositAsync(Account, 5m, "GBP", "cash"), new AccountCommand.Deposit(5m, "GBP", "cash")),
        new(client => client.Accounts.WithdrawAsync(Account, 5m, "GBP", "cash"), new AccountCommand.Withdraw(5m, "GBP", "cash")),
        new(client => client.Accounts.PlaceHoldAsync(Account, Hold), Hold),
        new(client => client.Accounts.CaptureHoldAsync(Account, "h1", 2m), new AccountCommand.CaptureHold("h1", 2m)),
        new(client => client.Accounts.ReleaseHoldAsync(Account, "h1"), new AccountCommand.ReleaseHold("h1")),
        new(client => client.Accounts.ExpireHoldAsync(Account, "h1"), new AccountCommand.ExpireHold("h1")),
        new(client => client.Accounts.CreditAsync(Account, 5m, "GBP", "s"), new AccountCommand.Credit(5m, "GBP", "s", CreditKind.Plain)),
        new(client => client.Accounts.FreezeAsync(Account, "why"), new AccountCommand.FreezeAccount("why")),
        new(client => client.Accounts.UnfreezeAsync(Account, "why"), new AccountCommand.UnfreezeAccount("why")),
        new(client => client.Accounts.CloseAsync(Account), new AccountCommand.CloseAccount()),

        new(client => client.Payments.ProcessAsync(Payment, Terms, 5m), new PaymentCommand.ProcessPayment(Terms, 5m)),
        new(client => client.Payments.CaptureAsync(Payment, 2m), new PaymentCommand.CapturePayment(2m)),
        new(client => client.Payments.VoidAsync(Payment, "why"), new PaymentCommand.VoidPayment("why")),
        new(client => client.Payments.UndoAsync(Payment, "r1", "why"), new PaymentCommand.UndoPayment("r1", "why")),
        new(client => client.Payments.RefundAsync(Payment, "r1", 2m, "why"), new PaymentCommand.RefundPayment("r1", 2m, "why")),

        new(client => client.Stock.RegisterAsync(Sku, "Heart", "Decoration", 2.55m, "GBP"), new StockCommand.RegisterProduct("Heart", "Decoration", 2.55m, "GBP")),
        new(client => client.Stock.ChangePriceAsync(Sku, 3m, "GBP"), new StockCommand.ChangePrice(3m, "GBP")),
        new(client => client.Stock.ReceiveAsync(Sku, 10, "PO 1"), new StockCommand.ReceiveStock(10, "PO 1")),
        new(client => client.Stock.BookAsync(Sku, "b1", 2, At), new StockCommand.BookStock("b1", 2, At)),
        new(client => client.Stock.CancelBookingAsync(Sku, "b1"), new StockCommand.CancelBooking("b1")),
        new(client => client.Stock.ShipBookingAsync(Sku, "b1"), new StockCommand.ShipBooking("b1")),
        new(client => client.Stock.RecordDepartureAsync(Sku, "b1", 2), new StockCommand.RecordDeparture("b1", 2)),
        new(client => client.Stock.ExpireBookingAsync(Sku, "b1"), new StockCommand.ExpireBooking("b1")),
        new(client => client.Stock.CountAsync(Sku, 9, "why"), new StockCommand.CountStock(9, "why")),
        new(client => client.Stock.SetReorderLevelAsync(Sku, 12), new StockCommand.SetReorderLevel(12)),
        new(client => client.Stock.DiscontinueAsync(Sku, "why"), new StockCommand.DiscontinueProduct("why")),

        new(client => client.Shipments.CreateAsync(Shipment, Create), Create),
        new(client => client.Shipments.DispatchAsync(Shipment, "Post", "T-1"), new ShipmentCommand.DispatchShipment("Post", "T-1")),
        new(client => client.Shipments.ConfirmDeliveryAsync(Shipment), new ShipmentCommand.ConfirmDelivery()),
        new(client => client.Shipments.ReportLossAsync(Shipment, LossResolution.Refund, "why"), new ShipmentCommand.ReportLoss(LossResolution.Refund, "why")),
        new(client => client.Shipments.CancelAsync(Shipment, "why"), new ShipmentCommand.CancelShipment("why")),

        new(client => client.Transfers.RequestAsync(Transfer, Request), Request),

        new(client => client.FraudAlerts.AcknowledgeAsync(Alert, "Eve", "why", FraudVerdict.Fraud), new FraudAlertCommand.AcknowledgeAlert("Eve", "why", FraudVerdict.Fraud)),
    ];

    /// <summary>What aggregates refuse to everybody but processes.</summary>
    private static readonly Type[] Steps =
    [
        typeof(PaymentCommand.AuthorizePayment), typeof(PaymentCommand.DeclinePayment), typeof(PaymentCommand.CompletePayment),
        typeof(PaymentCommand.FailCapture), typeof(PaymentCommand.CompleteRefund), typeof(PaymentCommand.FailRefund),
        typeof(TransferCommand.RejectTransfer), typeof(TransferCommand.CompleteTransfer),
    ];

    private readonly ClientFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> All() => [.. Enumerable.Range(0, Methods.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_method_sends_its_command_once(int method)
    {
        await Methods[method].Send(_fixture.Client);

        Assert.Equal([Methods[method].Command], Received());
    }

    [Theory]
    [InlineData(typeof(OrderCommand))]
    [InlineData(typeof(AccountCommand))]
    [InlineData(typeof(PaymentCommand))]
    [InlineData(typeof(StockCommand))]
    [InlineData(typeof(ShipmentCommand))]
    [InlineData(typeof(TransferCommand))]
    [InlineData(typeof(FraudAlertCommand))]
    public void Every_command_has_a_method_but_steps_of_processes(Type family) => Assert.Equal(
        family.GetNestedTypes().Where(type => type.IsSubclassOf(family)).Except(Steps).Select(type => type.Name).Order(),
        Methods.Select(method => method.Command.GetType()).Where(type => type.IsSubclassOf(family)).Select(type => type.Name).Order());

    [Fact]
    public async Task A_command_goes_to_the_grain_of_its_aggregate()
    {
        await _fixture.Client.Accounts.CloseAsync(Account, cancellationToken: Token);
        await _fixture.Client.Stock.CancelBookingAsync(Sku, "b1", cancellationToken: Token);

        Assert.Equal(["IAccountGrain 17850/main", "IStockGrain 85123A"], _fixture.Grains.Asked);
    }

    [Fact]
    public async Task What_is_looked_at_is_what_the_grain_shows()
    {
        var view = new TransferView
        {
            Status = TransferStatus.Completed, From = Account, To = Shop, Amount = 5m, Currency = "GBP", Reference = "rent", Version = 3,
        };
        _fixture.Grains.Transfer.View = new(view, new CommitPosition(3, 9));

        Assert.Same(view, await _fixture.Client.Transfers.GetAsync(Transfer, Token));
        Assert.Null(await _fixture.Client.Orders.GetAsync(Order, Token));
        Assert.Null(await _fixture.Client.Accounts.GetAsync(Account, Token));
        Assert.Null(await _fixture.Client.Payments.GetAsync(Payment, Token));
        Assert.Null(await _fixture.Client.Stock.GetAsync(Sku, Token));
        Assert.Null(await _fixture.Client.Shipments.GetAsync(Shipment, Token));
        Assert.Null(await _fixture.Client.FraudAlerts.GetAsync(Alert, Token));
    }

    [Fact]
    public async Task What_was_looked_at_is_in_the_queries_of_the_session()
    {
        _fixture.Grains.Order.View = new(null, new CommitPosition(3, 41));
        var session = _fixture.Client.OpenSession();

        await session.Orders.GetAsync(Order, Token);
        await session.CustomerOrders.GetSummaryAsync(Order.Customer, Token);

        Assert.Equal(41, Assert.Single(_fixture.Grains.CustomerOrders.Asked).Position);
    }

    [Fact]
    public async Task A_look_is_tried_again_when_the_journal_is_away()
    {
        _fixture.Grains.Account.ReadErrors.Enqueue(new QueryRetryException("The journal is away."));
        _fixture.Grains.Account.View = new(null, new CommitPosition(3, 1));

        var look = _fixture.Client.Accounts.GetAsync(Account, Token);
        await _fixture.DriveAsync(look);

        Assert.Null(await look);
        Assert.Empty(_fixture.Grains.Account.ReadErrors);
    }

    [Fact]
    public async Task A_look_without_an_answer_ends_with_its_time()
    {
        for (var count = 0; count < 10_000; count++) _fixture.Grains.Account.ReadErrors.Enqueue(new QueryRetryException("The journal is away."));

        var look = _fixture.Client.Accounts.GetAsync(Account, Token);
        await _fixture.DriveAsync(look);

        await Assert.ThrowsAsync<QueryNotAnsweredException>(() => look);
    }

    [Fact]
    public async Task A_default_id_is_an_argument_error_before_anything_is_sent()
    {
        var client = _fixture.Client;

        await Assert.ThrowsAsync<ArgumentException>(() => client.Accounts.CloseAsync(default, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Accounts.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Payments.CaptureAsync(default, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Payments.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Stock.ShipBookingAsync(default, "b1", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Stock.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.StockLevels.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Shipments.ConfirmDeliveryAsync(default, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Shipments.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Transfers.RequestAsync(default, Request, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Transfers.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FraudAlerts.GetAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Orders.GetAsync(default, Token));

        Assert.Empty(_fixture.Grains.Asked);
    }

    [Fact]
    public async Task A_command_that_is_missing_or_cannot_be_sent_is_an_argument_error()
    {
        var client = _fixture.Client;

        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Accounts.SendAsync(Account, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Payments.SendAsync(Payment, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Stock.SendAsync(Sku, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Shipments.SendAsync(Shipment, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Transfers.SendAsync(Transfer, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.FraudAlerts.SendAsync(Alert, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Shipments.CreateAsync(Shipment, Create with { Lines = default }, cancellationToken: Token));

        Assert.Empty(_fixture.Grains.Asked);
    }

    private List<object> Received() =>
    [
        .. _fixture.Grains.Order.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.Account.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.Payment.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.Stock.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.Shipment.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.Transfer.Received.Select(envelope => envelope.Command),
        .. _fixture.Grains.FraudAlert.Received.Select(envelope => envelope.Command),
    ];

    private sealed record Method(Func<CommandProcessorClient, Task<CommandOutcome>> Send, object Command);
}
