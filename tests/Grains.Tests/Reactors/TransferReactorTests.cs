using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class TransferReactorTests
{
    private const string Name = "transfer/ada/1";
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly AccountId Bob = new("bob", "main");
    private static readonly TransferId Transfer = new("ada", "1");
    private static readonly TransferReactor Reactor = new();
    private static readonly RecordedEvent Requested = Driven.Recorded(Transfer.Aggregate, Transfer.PartitionKey, TransferEventCodec.Instance,
        new TransferEvent.TransferRequested(Ada, Bob, 12.5m, "GBP", "Rent", Driven.At));

    public static TheoryData<string[], string[]> Requests() => new()
    {
        //  refused          steps
        { [],                ["account/ada/main PlaceHold", "account/ada/main CaptureHold", "account/bob/main Credit", "transfer/ada/1 CompleteTransfer"] },
        { ["PlaceHold"],     ["account/ada/main PlaceHold", "transfer/ada/1 RejectTransfer"] },
        { ["CaptureHold"],   ["account/ada/main PlaceHold", "account/ada/main CaptureHold", "transfer/ada/1 RejectTransfer"] },
        {
            ["account/bob/main Credit"],
            ["account/ada/main PlaceHold", "account/ada/main CaptureHold", "account/bob/main Credit", "account/ada/main Credit", "transfer/ada/1 RejectTransfer"]
        },
        { ["Credit"], ["account/ada/main PlaceHold", "account/ada/main CaptureHold", "account/bob/main Credit", "account/ada/main Credit", "parked"] },
        {
            ["CompleteTransfer"],
            ["account/ada/main PlaceHold", "account/ada/main CaptureHold", "account/bob/main Credit", "transfer/ada/1 CompleteTransfer", "parked"]
        },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void A_request_is_held_taken_sent_and_completed_or_undone(string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Requested, refused));

    [Fact]
    public void The_payers_account_writes_down_that_it_declines() =>
        Assert.True(Assert.IsType<AccountCommand.PlaceHold>(Assert.IsType<Step.ToAccount>(Assert.Single(Reactor.StepsOf(Requested))).Command).IsDeclinedForGood);

    [Fact]
    public void The_money_is_sent_under_the_name_of_the_transfer_and_knows_where_it_came_from() =>
        Assert.Equal([Step.To(Bob, new AccountCommand.Credit(12.5m, "GBP", Name, CreditKind.Sent, Ada))], Reactor.StepsOf(Requested, wave: 3));

    [Fact]
    public void Money_that_arrived_is_nothing_to_it() => Assert.Null(Reactor.React(Driven.Recorded(
        Bob.Aggregate, Bob.PartitionKey, AccountEventCodec.Instance, new AccountEvent.MoneyCredited(12.5m, "GBP", Name, CreditKind.Sent, Driven.At))));
}
