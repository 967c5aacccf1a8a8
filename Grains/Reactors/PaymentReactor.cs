using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Reactors.Steps;
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
    public string Name => "payments";

    public Reaction? React(RecordedEvent recorded) => recorded.Type switch
    {
        "payment-requested" or "payment-capture-requested" or "payment-voided" or "payment-refund-requested" => ReactToPayment(recorded),
        _ => null,
    };

    private static Reaction? ReactToPayment(RecordedEvent recorded)
    {
        var payment = PaymentId.Parse(recorded.Aggregate.GrainKey);
        return PaymentEventCodec.Instance.Decode(recorded) switch
        {
            PaymentRequested e => new(recorded.Aggregate.Value, Hold(payment, e, recorded.RecordedAt + ProcessLimits.OrderKept)),
            PaymentCaptureRequested e => new(recorded.Aggregate.Value, Capture(payment, e)),
            PaymentVoided e => new(recorded.Aggregate.Value, [Release(e.Terms.Payer, payment.Aggregate.Value)]),
            RefundRequested e => new(recorded.Aggregate.Value, Refund(payment, e, recorded.RecordedAt + ProcessLimits.TransferHold)),
            _ => null,
        };
    }

    private static IEnumerable<Wave> Hold(PaymentId payment, PaymentRequested e, DateTimeOffset holdUntil)
    {
        var name = payment.Aggregate.Value;
        var hold = Wave.Send(Step.To(e.Terms.Payer, new AccountCommand.PlaceHold(name, e.Amount, e.Terms.Currency, holdUntil, name)));
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            yield return Wave.Send(Step.To(payment, new PaymentCommand.DeclinePayment(refusal.Code, refusal.ToReason())));
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

    private static IEnumerable<Wave> Refund(PaymentId payment, RefundRequested e, DateTimeOffset holdUntil)
    {
        var name = $"{payment.Aggregate}: {e.RefundId}";
        var hold = Wave.Send(Step.To(e.Terms.Payee, new AccountCommand.PlaceHold(name, e.Amount, e.Terms.Currency, holdUntil, name)));
        yield return hold;
        if (hold.Refusal is { } refusal)
        {
            yield return Wave.Send(Step.To(payment, new PaymentCommand.FailRefund(e.RefundId, refusal.Code, refusal.ToReason(), IsUnheld: true)));
            yield break;
        }

        var authorize = Wave.Send(Step.To(payment, new PaymentCommand.AuthorizeRefund(e.RefundId)));
        yield return authorize;
        if (authorize.Refusal is not null)
        {
            yield return Release(e.Terms.Payee, name);
            yield break;
        }

        var capture = Wave.Send(Step.To(e.Terms.Payee, new AccountCommand.CaptureHold(name)));
        yield return capture;
        if (capture.Refusal is { } gone)
        {
            yield return Wave.Require(Step.To(payment, new PaymentCommand.FailRefund(e.RefundId, gone.Code, gone.ToReason())));
            yield break;
        }

        yield return Wave.Require(Step.To(e.Terms.Payer, new AccountCommand.Credit(e.Amount, e.Terms.Currency, name, CreditKind.Returned)));
        yield return Wave.Require(Step.To(payment, new PaymentCommand.CompleteRefund(e.RefundId)));
    }

    private static Wave.Commands Fail(PaymentId payment, Refusal refusal) =>
        Wave.Require(Step.To(payment, new PaymentCommand.FailCapture(refusal.Code, refusal.ToReason())));

    private static Wave.Commands Release(AccountId account, string hold) => Wave.Require(Step.To(account, new AccountCommand.ReleaseHold(hold)));
}
