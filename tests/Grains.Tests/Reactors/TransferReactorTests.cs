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
        { [],                ["account/ada/main PlaceHold", "transfer/ada/1 AuthorizeTransfer", "account/ada/main CaptureHold", "account/bob/main Credit"] },
        { ["PlaceHold"],         ["account/ada/main PlaceHold", "transfer/ada/1 RejectTransfer"] },
        { ["AuthorizeTransfer"], ["account/ada/main PlaceHold", "transfer/ada/1 AuthorizeTransfer", "account/ada/main ReleaseHold"] },
        { ["CaptureHold"],       ["account/ada/main PlaceHold", "transfer/ada/1 AuthorizeTransfer", "account/ada/main CaptureHold", "transfer/ada/1 RejectTransfer"] },
        { ["Credit"], ["account/ada/main PlaceHold", "transfer/ada/1 AuthorizeTransfer", "account/ada/main CaptureHold", "account/bob/main Credit", "parked"] },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void A_request_is_held_authorized_taken_and_sent_or_undone(string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Requested, refused));

    [Fact]
    public void The_money_is_sent_under_the_name_of_the_transfer_and_knows_where_it_came_from()
    {
        var sent = Reactor.StepsOf(Requested, wave: 4);

        Assert.Equal([Step.To(Bob, new AccountCommand.Credit(12.5m, "GBP", Name, CreditKind.Sent, Ada))], sent);
    }

    [Fact]
    public void A_hold_that_was_refused_rejects_only_a_transfer_that_nothing_else_happened_to()
    {
        var wave = Reactor.React(Requested)!.Waves.OfType<Wave.Commands>().GetEnumerator(); // Requests are reacted to.
        wave.MoveNext();
        wave.Current.Outcomes = [new Interfaces.Commands.CommandOutcome.Refused(0, default, Interfaces.Commands.Refusal.Transient(223, "Too much."))];
        wave.MoveNext();

        Assert.Equal([Step.To(Transfer, new TransferCommand.RejectTransfer(223, "Too much.")) with { ExpectedVersion = 1 }], wave.Current.Steps);
    }

    [Fact]
    public void Money_that_arrived_completes_the_transfer() =>
        Assert.Equal(["transfer/ada/1 CompleteTransfer"], Reactor.Drive(Account(new AccountEvent.MoneyCredited(12.5m, "GBP", Name, CreditKind.Sent, Driven.At)), []));

    [Fact]
    public void Money_that_was_declined_returns_before_the_transfer_is_rejected() => Assert.Equal(
        ["account/ada/main Credit", "transfer/ada/1 RejectTransfer"],
        Reactor.Drive(Account(new AccountEvent.CreditDeclined(12.5m, "GBP", Name, Ada, 203, "Frozen.", Driven.At)), []));

    [Theory]
    [InlineData("transfer/ada/1", CreditKind.Returned)]
    [InlineData("transfer/ada/1", CreditKind.Plain)]
    [InlineData("payment/ada/1", CreditKind.Sent)]
    public void Other_money_is_none_of_its_business(string source, CreditKind kind) =>
        Assert.Empty(Reactor.Drive(Account(new AccountEvent.MoneyCredited(12.5m, "GBP", source, kind, Driven.At)), []));

    private static RecordedEvent Account(AccountEvent happened) => Driven.Recorded(Bob.Aggregate, Bob.PartitionKey, AccountEventCodec.Instance, happened);
}
