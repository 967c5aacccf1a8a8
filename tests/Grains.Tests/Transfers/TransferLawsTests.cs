using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Tests.Laws;
using CommandProcessor.Grains.Transfers;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferCommand;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Grains.Tests.Transfers;

public sealed class TransferLawsTests : AggregateLaws<TransferDecider, Transfer, TransferCommand, TransferEvent>
{
    private static readonly Gen<AccountId> Account = OneOf(new AccountId("ada", "main"), new AccountId("bob", "main"), default);

    protected override Gen<TransferCommand> Command { get; } = Gen.Frequency(
        (3, Gen.Select(Account, Account, Gen.Int[0, 3], OneOf("GBP", "JPY", "XXX"), (from, to, amount, currency) =>
            (TransferCommand)new TransferMoney(from, to, amount / 2m, currency, "Rent"))),
        (1, Gen.Int[0, 2].Select(code => (TransferCommand)new RejectTransfer(code, "No"))),
        (1, Always(new CompleteTransfer())));

    protected override EventCodec<TransferEvent> Codec => TransferEventCodec.Instance;

    protected override Type RefusalCodes => typeof(TransferRefusalCode);

    protected override (Enum, Enum)[] Arrows =>
    [
        (TransferStatus.None, TransferStatus.Requested), (TransferStatus.Requested, TransferStatus.Rejected),
        (TransferStatus.Requested, TransferStatus.Completed),
    ];

    protected override Enum StatusOf(Transfer state) => state.Status;

    protected override bool AddsUp(TransferCommand command) => false;

    [Fact]
    public void A_transfer_ends_once() => ForEveryHistory(history => Assert.True(
        history.SelectMany(step => step.Decision.Events).Count(happened => happened is TransferCompleted or TransferRejected) <= 1));

    [Fact]
    public void What_was_asked_for_never_changes() => ForEveryStep(step =>
    {
        if (step.Before.Status is TransferStatus.None) return;
        Assert.Equal((step.Before.From, step.Before.To, step.Before.Amount, step.Before.Currency), (step.After.From, step.After.To, step.After.Amount, step.After.Currency));
    });
}
