using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>Every kind of aggregate on a real silo over a real journal: it is written, remembered, forgotten and read again.</summary>
public sealed class AggregateKindsTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>
{
    private readonly FaultyWriteSide _side = fixture.Side;

    [Fact]
    public Task An_account_is_opened_once() => HappensOnceAsync<IAccountGrain, AccountId, AccountCommand, AccountView>(
        new AccountId("17850", "main"), new AccountCommand.OpenAccount("GBP", 0m), view => view.Version);

    [Fact]
    public Task A_transfer_is_requested_once() => HappensOnceAsync<ITransferGrain, TransferId, TransferCommand, TransferView>(
        new TransferId("17850", "1"), new TransferCommand.TransferMoney(new("17850", "main"), new("shop", "main"), 5m, "GBP", "Rent"), view => view.Version);

    [Fact]
    public Task A_fraud_alert_is_acknowledged_once() => HappensOnceAsync<IFraudAlertGrain, FraudAlertId, FraudAlertCommand, FraudAlertView>(
        new FraudAlertId("17850", "velocity-5"), new FraudAlertCommand.AcknowledgeAlert("Eve", "Asked.", FraudVerdict.Genuine), view => view.Version);

    [Fact]
    public Task A_payment_is_requested_once() => HappensOnceAsync<IPaymentGrain, PaymentId, PaymentCommand, PaymentView>(
        new PaymentId("17850", "1"),
        new PaymentCommand.ProcessPayment(new(new("17850", "1"), new("17850", "main"), new("shop", "main"), "GBP"), 5m),
        view => view.Version);

    [Fact]
    public Task A_product_is_registered_once() => HappensOnceAsync<IStockGrain, Sku, StockCommand, StockView>(
        new Sku("85123A"), new StockCommand.RegisterProduct("White hanging heart", "Decoration", 2.55m, "GBP"), view => view.Version);

    [Fact]
    public Task A_shipment_is_created_once() => HappensOnceAsync<IShipmentGrain, ShipmentId, ShipmentCommand, ShipmentView>(
        new ShipmentId("17850", "1"), new ShipmentCommand.CreateShipment(new("17850", "1"), [new(1, "85123A", 6)], SampleOrders.Home), view => view.Version);

    [Theory]
    [InlineData("no separator")]
    [InlineData("owner/")]
    [InlineData("a/b/c")]
    [InlineData("a/b\u0001")]
    public async Task A_grain_whose_key_is_no_id_refuses_everything(string key)
    {
        await IsRefusedAsync(Grain<IAccountGrain>(key), new AccountCommand.CloseAccount());
        await IsRefusedAsync(Grain<ITransferGrain>(key), new TransferCommand.CompleteTransfer());
        await IsRefusedAsync(Grain<IFraudAlertGrain>(key), new FraudAlertCommand.AcknowledgeAlert("Eve", "Asked.", FraudVerdict.Genuine));
        await IsRefusedAsync(Grain<IPaymentGrain>(key), new PaymentCommand.CompletePayment());
        await IsRefusedAsync(Grain<IShipmentGrain>(key), new ShipmentCommand.ConfirmDelivery());
        if (key.Contains('/', StringComparison.Ordinal)) await IsRefusedAsync(Grain<IStockGrain>(key), new StockCommand.CancelBooking("b1"));
    }

    private async Task HappensOnceAsync<TGrain, TId, TCommand, TView>(TId id, TCommand command, Func<TView, long> versionOf)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TId : struct, IAggregateIdentity<TId>
        where TCommand : class
        where TView : class
    {
        var grain = Grain<TGrain>(id.GrainKey);
        var commandId = CommandId.New(TimeProvider.System);
        Assert.Null(await grain.LookAsync());

        var first = await grain.SendAsync(command, commandId);
        var again = await grain.SendAsync(command, commandId);
        await _side.Cluster.Cluster.DeactivateAsync(grain);
        var later = await grain.SendAsync(command, commandId);
        var view = await grain.LookAsync();

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(first).Version);
        Assert.Equal([first, first], [again, later]);
        Assert.Equal(1, versionOf(Assert.IsType<TView>(view)));
        Assert.Single(await _side.Journal.ReadAggregateAsync(id.PartitionKey, id.Aggregate, 1, 10, TestContext.Current.CancellationToken));
    }

    private static async Task IsRefusedAsync<TCommand>(IAggregateGrain<TCommand> grain, TCommand command)
        where TCommand : class
    {
        var outcome = await grain.SendAsync(command);

        Assert.Equal(CommonRefusals.MalformedContext, Assert.IsType<CommandOutcome.Refused>(outcome).Refusal.Code);
    }

    private TGrain Grain<TGrain>(string key)
        where TGrain : IGrainWithStringKey => _side.Cluster.Grains.GetGrain<TGrain>(key);
}
