using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Grains.Reactors;

/// <summary>
/// Brings the money of a transfer from account to account: held, taken, in transit under the transfer's name, then taken in or returned.
/// </summary>
/// <remarks>
/// Each decision that moves money rests on an event, never on a refusal alone, because a refusal is forgotten after a while: the hold is taken only
/// after the transfer was authorized, and the money returns only after the account declined it.
/// </remarks>
public sealed class TransferReactor : IReactor
{
    public string Name => "transfers";

    public Reaction? React(RecordedEvent recorded) => recorded.Type switch
    {
        "transfer-requested" => Begin(recorded),
        "account-credited" or "account-credit-declined" => End(recorded),
        _ => null,
    };

    private static Reaction? Begin(RecordedEvent recorded) => TransferEventCodec.Instance.Decode(recorded) is TransferRequested e
        ? new(recorded.Aggregate.Value, Carry(TransferId.Parse(recorded.Aggregate.GrainKey), e, recorded.RecordedAt + ProcessLimits.TransferHold))
        : null;

    private static Reaction? End(RecordedEvent recorded) => AccountEventCodec.Instance.Decode(recorded) switch
    {
        MoneyCredited { Kind: CreditKind.Sent } e when AggregateId.Names(e.Source, out TransferId transfer) =>
            new(Reaction.ProcessAt(recorded.Aggregate, e.Source), [Wave.Require(Step.To(transfer, new TransferCommand.CompleteTransfer()))]),
        CreditDeclined e when AggregateId.Names(e.Source, out TransferId transfer) =>
            new(Reaction.ProcessAt(recorded.Aggregate, e.Source), Return(transfer, e)),
        _ => null,
    };

    private static IEnumerable<Wave> Carry(TransferId transfer, TransferRequested e, DateTimeOffset holdUntil)
    {
        var name = transfer.Aggregate.Value;
        var hold = Wave.Send(Step.To(e.From, new AccountCommand.PlaceHold(name, e.Amount, e.Currency, holdUntil, name)));
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            // Only as long as nothing else has happened to it: one that was authorized meanwhile has its hold.
            yield return Wave.Send(Step.To(transfer, new TransferCommand.RejectTransfer(refusal.Code, refusal.ToReason())) with { ExpectedVersion = 1 });
            yield break;
        }

        var authorize = Wave.Send(Step.To(transfer, new TransferCommand.AuthorizeTransfer()));
        yield return authorize;
        if (authorize.Refusal is not null)
        {
            yield return Wave.Require(Step.To(e.From, new AccountCommand.ReleaseHold(name)));
            yield break;
        }

        var capture = Wave.Send(Step.To(e.From, new AccountCommand.CaptureHold(name)));
        yield return capture;
        yield return capture.Refusal is { } gone
            ? Wave.Require(Step.To(transfer, new TransferCommand.RejectTransfer(gone.Code, gone.ToReason())))
            : Wave.Require(Step.To(e.To, new AccountCommand.Credit(e.Amount, e.Currency, name, CreditKind.Sent, e.From)));
    }

    private static IEnumerable<Wave> Return(TransferId transfer, CreditDeclined e)
    {
        yield return Wave.Require(Step.To(e.ReturnTo, new AccountCommand.Credit(e.Amount, e.Currency, e.Source, CreditKind.Returned)));
        yield return Wave.Require(Step.To(transfer, new TransferCommand.RejectTransfer(e.Code, e.Reason)));
    }
}
