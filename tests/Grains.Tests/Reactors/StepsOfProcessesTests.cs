using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Grains.Transfers;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What would say of money or goods what is not so, nobody but a process may ask.</summary>
public sealed class StepsOfProcessesTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>
{
    private const string Name = "transfer/ada/1";
    private const string Booking = "order/ada/1: 1";
    private static readonly DateTimeOffset Later = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly FaultyWriteSide _side = fixture.Side;

    public static TheoryData<AccountCommand, bool> OfAccounts() => new()
    {
        { new AccountCommand.PlaceHold(Name, 1m, "GBP", Later, "car hire"), true },
        { new AccountCommand.PlaceHold("h", 1m, "GBP", Later, Name), true },
        { new AccountCommand.PlaceHold("h", 1m, "GBP", Later, "car hire"), false },
        { new AccountCommand.CaptureHold("payment/ada/1: r1"), true },
        { new AccountCommand.CaptureHold("h"), false },
        { new AccountCommand.ReleaseHold(Name), true },
        { new AccountCommand.ReleaseHold(null!), false },
        { new AccountCommand.ExpireHold(Name), false },
        { new AccountCommand.Credit(1m, "GBP", "interest", CreditKind.Plain), false },
        { new AccountCommand.Credit(1m, "GBP", Name, CreditKind.Plain), true },
        { new AccountCommand.Credit(1m, "GBP", "interest", CreditKind.Returned), true },
        { new AccountCommand.Deposit(1m, "GBP", Name), false },
    };

    [Theory]
    [MemberData(nameof(OfAccounts), DisableDiscoveryEnumeration = true)]
    public void Money_held_or_moved_in_the_name_of_a_process_is_its_own(AccountCommand command, bool isStep) =>
        Assert.Equal(isStep, AccountDecider.IsForStepsAlone(Account.Initial, command));

    public static TheoryData<StockCommand, bool> OfStock() => new()
    {
        { new StockCommand.BookStock(Booking, 1, Later), true },
        { new StockCommand.BookStock("exhibition", 1, Later), false },
        { new StockCommand.CancelBooking(Booking), true },
        { new StockCommand.ShipBooking(Booking), true },
        { new StockCommand.RecordDeparture(Booking, 1), true },
        { new StockCommand.RecordDeparture("exhibition", 1), false },
        { new StockCommand.ReceiveStock(1, "order/ada/1"), true },
        { new StockCommand.ReceiveStock(1, "supplier"), false },
        { new StockCommand.ExpireBooking(Booking), false },
    };

    [Theory]
    [MemberData(nameof(OfStock), DisableDiscoveryEnumeration = true)]
    public void Goods_booked_or_back_in_the_name_of_a_process_are_its_own(StockCommand command, bool isStep) =>
        Assert.Equal(isStep, StockDecider.IsForStepsAlone(StockItem.Initial, command));

    public static TheoryData<OrderCommand> OfOrders() =>
    [
        new OrderCommand.ConfirmOrder(), new OrderCommand.RejectOrder("why"), new OrderCommand.MarkShipped("Post", "T-1"), new OrderCommand.MarkDelivered(),
        new OrderCommand.MarkLost("why"),
    ];

    [Theory]
    [MemberData(nameof(OfOrders), DisableDiscoveryEnumeration = true)]
    public void People_say_how_far_an_order_is_unless_it_says_how_it_is_paid(OrderCommand command)
    {
        var carriedOut = Order.Initial with { Payment = new(new("ada", "main"), new("shop", "main")) };

        Assert.True(OrderDecider.IsForStepsAlone(carriedOut, command));
        Assert.False(OrderDecider.IsForStepsAlone(Order.Initial, command));
        Assert.False(OrderDecider.IsForStepsAlone(carriedOut, new OrderCommand.CancelOrder("why")));
    }

    [Fact]
    public void How_payments_and_transfers_go_on_follows_from_the_money()
    {
        Assert.True(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.CompletePayment()));
        Assert.True(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.RefundPayment(RefundIds.Lost, 1m, "why")));
        Assert.True(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.RefundPayment("r1", 1m, "why", IsOwed: true)));
        Assert.True(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.UndoPayment(RefundIds.NeverSold, "why")));
        Assert.False(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.UndoPayment("mine", "why")));
        Assert.False(PaymentDecider.IsForStepsAlone(Payment.Initial, new PaymentCommand.RefundPayment("r1", 1m, "why")));
        Assert.True(TransferDecider.IsForStepsAlone(Transfer.Initial, new TransferCommand.RejectTransfer(223, "why")));
        Assert.False(TransferDecider.IsForStepsAlone(Transfer.Initial, new TransferCommand.TransferMoney(default, default, 1m, "GBP", "Rent")));
    }

    [Fact]
    public async Task A_step_is_refused_to_people_and_changes_nothing()
    {
        var transfer = new TransferId(SampleOrders.NewId().Customer, "1");
        var grain = _side.Cluster.Grains.GetGrain<ITransferGrain>(transfer.GrainKey);
        await grain.SendAsync(new TransferCommand.TransferMoney(new(transfer.Owner, "main"), new("shop", "main"), 5m, "GBP", "Rent"));

        var refused = Assert.IsType<CommandOutcome.Refused>(await grain.SendAsync(new TransferCommand.CompleteTransfer()));

        Assert.Equal((CommonRefusals.StepOfProcess, false), (refused.Refusal.Code, refused.Refusal.IsTransient));
        Assert.Contains($"CompleteTransfer of {transfer.Aggregate}", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TransferStatus.Requested, (await grain.LookAsync())?.Status);
        Assert.IsType<CommandOutcome.Accepted>(await grain.StepAsync(new TransferCommand.CompleteTransfer()));
    }

    [Fact]
    public async Task A_hold_in_the_name_of_a_process_is_refused_to_people_also_of_a_new_account()
    {
        var account = _side.Cluster.Grains.GetGrain<IAccountGrain>($"{SampleOrders.NewId().Customer}/main");

        var refused = await account.SendAsync(new AccountCommand.PlaceHold(Name, 1m, "GBP", TimeProvider.System.GetUtcNow().AddDays(1), Name, IsDeclinedForGood: true));

        Assert.Equal(CommonRefusals.StepOfProcess, Assert.IsType<CommandOutcome.Refused>(refused).Refusal.Code);
        Assert.Null(await account.LookAsync());
    }
}
