using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Money;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Tests.Laws;
using CommandProcessor.Grains.Transfers;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferCommand;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;
using Code = CommandProcessor.Grains.Interfaces.Transfers.TransferRefusalCode;

namespace CommandProcessor.Grains.Tests.Transfers;

public sealed class TransferDeciderTests : DeciderTable<TransferDecider, Transfer, TransferCommand, TransferEvent, TransferStatus>
{
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly AccountId Bob = new("bob", "main");
    private static readonly TransferMoney Request = new(Ada, Bob, 12.5m, "GBP", "Rent");
    private static readonly RejectTransfer Reject = new(223, "Insufficient funds");
    private static readonly CompleteTransfer Complete = new();

    protected override IReadOnlyDictionary<TransferStatus, TransferCommand[]> Ways { get; } = new Dictionary<TransferStatus, TransferCommand[]>
    {
        [TransferStatus.None] = [],
        [TransferStatus.Requested] = [Request],
        [TransferStatus.Completed] = [Request, Complete],
        [TransferStatus.Rejected] = [Request, Reject],
    };

    protected override TransferStatus StatusOf(Transfer state) => state.Status;

    public static TheoryData<TransferCommand, string> StateMachine() => new()
    {
        //                              None       Requested   Completed  Rejected
        { Request,                     "Requested  same        same       same" },
        { Request with { Amount = 1 }, "Requested  601         601        601" },
        { Reject,                      "~600       Rejected    603        same" },
        { Complete,                    "~600       Completed   same       604" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(TransferCommand command, string row) => AssertRow(command, row);

    public static TheoryData<string, TransferStatus, TransferCommand> Contents() => new()
    {
        { Final(Code.MalformedFrom), TransferStatus.None, Request with { From = default, To = default } },
        { Final(Code.MalformedTo), TransferStatus.None, Request with { To = default, Currency = "" } },
        { Final(Code.SameAccount), TransferStatus.None, Request with { To = Ada, Currency = "" } },
        { Final(Code.UnknownCurrency), TransferStatus.None, Request with { Currency = "GBp", Amount = 0 } },
        { Final(Code.UnknownCurrency), TransferStatus.None, Request with { Currency = null! } },
        { Final(Code.AmountOutOfRange), TransferStatus.None, Request with { Amount = 0, Reference = "" } },
        { Final(Code.AmountOutOfRange), TransferStatus.None, Request with { Amount = -0.001m } },
        { Final(Code.AmountOutOfRange), TransferStatus.None, Request with { Amount = MoneyLimits.AmountMax + 0.01m } },
        { Final(Code.AmountTooFine), TransferStatus.None, Request with { Amount = 0.001m, Reference = "" } },
        { Final(Code.AmountTooFine), TransferStatus.None, Request with { Amount = 0.5m, Currency = "JPY" } },
        { Final(Code.MalformedText), TransferStatus.None, Request with { Reference = " " } },
        { Final(Code.MalformedText), TransferStatus.None, Request with { Reference = LongText } },
        { Final(Code.MalformedText), TransferStatus.None, Request with { Reference = "a\u0000" } },
        { Final(Code.MalformedCode), TransferStatus.Requested, Reject with { Code = 0, Reason = "" } },
        { Final(Code.MalformedText), TransferStatus.Requested, Reject with { Reason = "" } },
        { Final(Code.MalformedText), TransferStatus.Requested, Reject with { Reason = LongText } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, TransferStatus status, TransferCommand command) =>
        Assert.Equal(refusal, Describe(In(status), command));

    [Fact]
    public void A_request_says_all_that_the_steps_need() =>
        Assert.Equal(new(Ada, Bob, 12.5m, "GBP", "Rent", Now), Single<TransferRequested>(Transfer.Initial, Request));

    [Fact]
    public void A_view_shows_why_a_transfer_was_rejected()
    {
        var view = In(TransferStatus.Rejected).ToView(version: 2);

        Assert.Equal(new()
        {
            Status = TransferStatus.Rejected,
            From = Ada,
            To = Bob,
            Amount = 12.5m,
            Currency = "GBP",
            Reference = "Rent",
            Code = 223,
            Reason = "Insufficient funds",
            Version = 2,
        }, view);
    }
}
