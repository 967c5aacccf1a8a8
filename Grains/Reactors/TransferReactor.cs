using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Grains.Reactors;

/// <summary>
/// Brings the money of a transfer from account to account: held, taken, in transit under the transfer's name, then taken in or returned.
/// </summary>
/// <remarks>
/// Each decision that moves money rests on an event: an account writes down what it declines, so that a repeat of this finds what it found before.
/// </remarks>
public sealed class TransferReactor : IReactor
{
    public string Name => "transfers";

    public Reaction? React(RecordedEvent recorded) =>
        recorded.Type == "transfer-requested" && TransferEventCodec.Instance.Decode(recorded) is TransferRequested e
            ? new(recorded.Aggregate.Value, Carry(TransferId.Parse(recorded.Aggregate.GrainKey), e, recorded.RecordedAt + ProcessLimits.TransferHold))
            : null;

    private static IEnumerable<Wave> Carry(TransferId transfer, TransferRequested e, DateTimeOffset holdUntil)
    {
        var name = transfer.Aggregate.Value;
        var capture = Wave.Send(Step.To(e.From, new AccountCommand.CaptureHold(name)));
        var hold = Wave.Insist(Step.To(e.From, new AccountCommand.PlaceHold(name, e.Amount, e.Currency, holdUntil, name, IsDeclinedForGood: true))).Then(capture);
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            yield return Reject(transfer, refusal);
            yield break;
        }

        yield return capture;
        if (capture.Refusal is { } gone)
        {
            yield return Reject(transfer, gone);
            yield break;
        }

        var credit = Wave.Insist(Step.To(e.To, new AccountCommand.Credit(e.Amount, e.Currency, name, CreditKind.Sent, e.From)));
        yield return credit;
        if (credit.Refusal is { } declined)
        {
            yield return Wave.Require(Step.To(e.From, new AccountCommand.Credit(e.Amount, e.Currency, name, CreditKind.Returned)));
            yield return Reject(transfer, declined);
            yield break;
        }

        yield return Wave.Require(Step.To(transfer, new TransferCommand.CompleteTransfer()));
    }

    private static Wave.Commands Reject(TransferId transfer, Refusal refusal) =>
        Wave.Require(Step.To(transfer, new TransferCommand.RejectTransfer(refusal.Code, refusal.Message)));
}
