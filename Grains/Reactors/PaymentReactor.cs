using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Grains.Reactors;

/// <summary>
/// Brings the money of a payment from the payer to the payee, and refunds back: held, taken, in transit under the payment's name, then taken in or returned.
/// </summary>
/// <remarks>
/// As with a transfer, money moves on the strength of events: a hold is taken only after authorization, and returns only after the payee's account
/// has declined it, and written that down. A refund comes back as returned money, which no account of the payer's ever declines.
/// </remarks>
public sealed class PaymentReactor : IReactor
{
    internal const string Expired = "Its hold has expired.";

    public string Name => "payments";

    public Reaction? React(RecordedEvent recorded) => recorded.Type switch
    {
        "payment-requested" or "payment-capture-requested" or "payment-voided" or "payment-refund-requested" => ReactToPayment(recorded),
        "account-hold-expired" => ReactToExpiry(recorded),
        _ => null,
    };

    /// <summary>Without its hold a payment that nobody captured has nothing to capture any more. A refund meets the expiry where it takes what it held.</summary>
    private static Reaction? ReactToExpiry(RecordedEvent recorded) =>
        AccountEventCodec.Instance.Decode(recorded) is HoldExpired e && !e.Purpose.Contains(Identifier.NameSeparator, StringComparison.Ordinal)
        && AggregateId.Names(e.Purpose, out PaymentId payment)
            ? new(Reaction.ProcessAt(recorded.Aggregate, e.Purpose), [Wave.Send(Step.To(payment, new PaymentCommand.VoidPayment(Expired)))])
            : null;

    private static Reaction? ReactToPayment(RecordedEvent recorded)
    {
        var payment = PaymentId.Parse(recorded.Aggregate.GrainKey);
        return PaymentEventCodec.Instance.Decode(recorded) switch
        {
            PaymentRequested e => new(recorded.Aggregate.Value, Hold(payment, e, recorded.RecordedAt + ProcessLimits.OrderKept)),
            PaymentCaptureRequested e => new(recorded.Aggregate.Value, Capture(payment, e)),
            PaymentVoided e => new(recorded.Aggregate.Value, [Release(e.Terms.Payer, payment.Aggregate.Value)]),
            RefundRequested e => new(recorded.Aggregate.Value, Refund(payment, e, recorded.RecordedAt + (e.IsOwed ? ProcessLimits.Owed : ProcessLimits.OrderKept))),
            _ => null,
        };
    }

    private static IEnumerable<Wave> Hold(PaymentId payment, PaymentRequested e, DateTimeOffset holdUntil)
    {
        var name = payment.Aggregate.Value;
        var hold = Wave.Insist(Step.To(e.Terms.Payer, new AccountCommand.PlaceHold(name, e.Amount, e.Terms.Currency, holdUntil, name, IsDeclinedForGood: true)));
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            yield return Wave.Send(Step.To(payment, new PaymentCommand.DeclinePayment(refusal.Code, refusal.Message)));
            yield break;
        }

        var authorize = Wave.Send(Step.To(payment, new PaymentCommand.AuthorizePayment()));
        yield return authorize;
        if (authorize.Refusal is not null) yield return Release(e.Terms.Payer, name);
    }

    private static IEnumerable<Wave> Capture(PaymentId payment, PaymentCaptureRequested e)
    {
        var name = payment.Aggregate.Value;
        var capture = Wave.Send(Step.To(e.Terms.Payer, new AccountCommand.CaptureHold(name, e.Amount)));
        yield return capture;
        if (capture.Refusal is { } gone)
        {
            yield return Fail(payment, gone);
            yield break;
        }

        var credit = Wave.Insist(Step.To(e.Terms.Payee, new AccountCommand.Credit(e.Amount, e.Terms.Currency, name, CreditKind.Sent, e.Terms.Payer)));
        yield return credit;
        if (credit.Refusal is { } declined)
        {
            yield return Wave.Require(Step.To(e.Terms.Payer, new AccountCommand.Credit(e.Amount, e.Terms.Currency, name, CreditKind.Returned)));
            yield return Fail(payment, declined);
            yield break;
        }

        yield return Wave.Require(Step.To(payment, new PaymentCommand.CompletePayment()));
    }

    /// <summary>
    /// A refund that is owed does not fail: as long as the payee cannot pay it is asked again, and then waits, parked, so that somebody sees it.
    /// </summary>
    private static IEnumerable<Wave> Refund(PaymentId payment, RefundRequested e, DateTimeOffset holdUntil)
    {
        var name = Reaction.ProcessAt(payment.Aggregate, e.RefundId);
        var take = Step.To(e.Terms.Payee, new AccountCommand.CaptureHold(name));
        var capture = e.IsOwed ? Wave.Require(take) : Wave.Send(take);
        var place = Step.To(e.Terms.Payee, new AccountCommand.PlaceHold(name, e.Amount, e.Terms.Currency, holdUntil, name, IsDeclinedForGood: !e.IsOwed));
        var hold = (e.IsOwed ? Wave.Require(place) : Wave.Insist(place)).Then(capture);
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            yield return Fail(payment, e.RefundId, refusal);
            yield break;
        }

        yield return capture;
        if (capture.Refusal is { } gone)
        {
            yield return Fail(payment, e.RefundId, gone);
            yield break;
        }

        yield return Wave.Require(Step.To(e.Terms.Payer, new AccountCommand.Credit(e.Amount, e.Terms.Currency, name, CreditKind.Returned)));
        yield return Wave.Require(Step.To(payment, new PaymentCommand.CompleteRefund(e.RefundId)));
    }

    private static Wave.Commands Fail(PaymentId payment, Refusal refusal) =>
        Wave.Require(Step.To(payment, new PaymentCommand.FailCapture(refusal.Code, refusal.Message)));

    private static Wave.Commands Fail(PaymentId payment, string refundId, Refusal refusal) =>
        Wave.Require(Step.To(payment, new PaymentCommand.FailRefund(refundId, refusal.Code, refusal.Message)));

    private static Wave.Commands Release(AccountId account, string hold) => Wave.Require(Step.To(account, new AccountCommand.ReleaseHold(hold)));
}
