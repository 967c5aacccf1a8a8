using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Payments;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentCommand;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Payments.PaymentRules;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Payments.PaymentEvent>;

namespace CommandProcessor.Grains.Payments;

/// <summary>
/// The rules of a payment. Authorizing is the gate: no money is taken before it, and what has ended never passes it.
/// Voiding undoes: where there is nothing to undo it brings about nothing.
/// </summary>
public sealed class PaymentDecider : IDecider<Payment, PaymentCommand, PaymentEvent>
{
    private PaymentDecider() { }

    public static Payment Initial => Payment.Initial;

    public static Decision Decide(Payment state, PaymentCommand command, DateTimeOffset now) => command switch
    {
        ProcessPayment process => Request(state, process, now),
        AuthorizePayment => Authorize(state, now),
        DeclinePayment decline => Decline(state, decline, now),
        CapturePayment capture => Capture(state, capture, now),
        CompletePayment => Complete(state, now),
        FailCapture fail => Fail(state, fail, now),
        VoidPayment cancel => Void(state, cancel, now),
        UndoPayment undo => Undo(state, undo, now),
        RefundPayment refund => RequestRefund(state, refund, now),
        CompleteRefund refund => Complete(state, refund, now),
        FailRefund refund => Fail(state, refund, now),
        _ => throw new UnreachableException(),
    };

    public static Payment Evolve(Payment state, PaymentEvent @event) => @event switch
    {
        PaymentRequested e => state with { Status = PaymentStatus.Requested, Terms = e.Terms, Amount = e.Amount },
        PaymentAuthorized => state with { Status = PaymentStatus.Authorized },
        PaymentDeclined e => state with { Status = PaymentStatus.Declined, Code = e.Code, Reason = e.Reason },
        PaymentCaptureRequested e => state with { Status = PaymentStatus.Capturing, CapturedAmount = e.Amount },
        PaymentCompleted => state with { Status = PaymentStatus.Completed },
        PaymentCaptureFailed e => state with { Status = PaymentStatus.CaptureFailed, CapturedAmount = 0, Code = e.Code, Reason = e.Reason },
        PaymentVoided e => state with { Status = PaymentStatus.Voided, Reason = e.Reason },
        RefundRequested e => state with
        {
            RefundingAmount = state.RefundingAmount + e.Amount,
            Refunds = state.Refunds.Add(e.RefundId, new(RefundStatus.Requested, e.Amount, e.Reason)),
        },
        RefundAuthorized => state,
        RefundCompleted e => WithRefund(state, e.RefundId, RefundStatus.Completed) with
        {
            RefundingAmount = state.RefundingAmount - e.Amount,
            RefundedAmount = state.RefundedAmount + e.Amount,
        },
        RefundFailed e => WithRefund(state, e.RefundId, RefundStatus.Failed) with { RefundingAmount = state.RefundingAmount - e.Amount },
        _ => throw new UnreachableException(),
    };

    /// <summary>What follows from what became of the money is not for people to say, nor what a process owes.</summary>
    public static bool IsForStepsAlone(Payment state, PaymentCommand command) => command switch
    {
        AuthorizePayment or DeclinePayment or CompletePayment or FailCapture or CompleteRefund or FailRefund => true,
        RefundPayment refund => refund.IsOwed || RefundIds.IsOfProcess(refund.RefundId),
        UndoPayment undo => RefundIds.IsOfProcess(undo.RefundId),
        _ => false,
    };

    public static bool IsAtRest(Payment state) => state.RefundingAmount == 0
        && (state.Status is PaymentStatus.Completed || IsUnpaid(state));

    private static Decision Request(Payment state, ProcessPayment command, DateTimeOffset now)
    {
        if (state.Status is not PaymentStatus.None)
            return command.Terms == state.Terms && command.Amount == state.Amount ? Decision.Nothing : PaymentRefusal.AlreadyRequested(state);
        return RefuseTerms(command.Terms)
            ?? RefuseAmount(command.Terms, command.Amount)
            ?? (Decision)new PaymentRequested(command.Terms, command.Amount, now);
    }

    private static Decision Authorize(Payment state, DateTimeOffset now) => state.Status switch
    {
        PaymentStatus.None => PaymentRefusal.NotRequested(),
        PaymentStatus.Requested => new PaymentAuthorized(state.Agreed(), state.Amount, now),
        PaymentStatus.Authorized or PaymentStatus.Capturing or PaymentStatus.Completed => Decision.Nothing,
        _ => PaymentRefusal.NotAuthorizable(state),
    };

    private static Decision Decline(Payment state, DeclinePayment command, DateTimeOffset now) => state.Status switch
    {
        PaymentStatus.None => PaymentRefusal.NotRequested(),
        PaymentStatus.Declined => Decision.Nothing,
        PaymentStatus.Requested =>
            RefuseReason(command.Code, command.Reason) ?? (Decision)new PaymentDeclined(state.Agreed(), command.Code, command.Reason, now),
        _ => PaymentRefusal.NotDeclinable(state),
    };

    private static Decision Capture(Payment state, CapturePayment command, DateTimeOffset now)
    {
        if (state.Status is PaymentStatus.None) return PaymentRefusal.NotRequested();
        var amount = command.Amount ?? state.Amount;
        if (state.Status is (PaymentStatus.Capturing or PaymentStatus.Completed) && amount == state.CapturedAmount) return Decision.Nothing;
        if (state.Status is not PaymentStatus.Authorized) return PaymentRefusal.NotCapturable(state);
        if (RefuseAmount(state.Agreed(), amount) is { } malformed) return malformed;
        if (amount > state.Amount) return PaymentRefusal.CaptureExceedsPayment(state, amount);
        return new PaymentCaptureRequested(state.Agreed(), amount, now);
    }

    private static Decision Complete(Payment state, DateTimeOffset now) => state.Status switch
    {
        PaymentStatus.None => PaymentRefusal.NotRequested(),
        PaymentStatus.Capturing => new PaymentCompleted(state.Agreed(), state.CapturedAmount, now),
        PaymentStatus.Completed => Decision.Nothing,
        _ => PaymentRefusal.NotCompletable(state),
    };

    private static Decision Fail(Payment state, FailCapture command, DateTimeOffset now) => state.Status switch
    {
        PaymentStatus.None => PaymentRefusal.NotRequested(),
        PaymentStatus.CaptureFailed => Decision.Nothing,
        PaymentStatus.Capturing =>
            RefuseReason(command.Code, command.Reason) ?? (Decision)new PaymentCaptureFailed(state.Agreed(), command.Code, command.Reason, now),
        _ => PaymentRefusal.NotFailable(state),
    };

    private static Decision Void(Payment state, VoidPayment command, DateTimeOffset now) => state.Status switch
    {
        PaymentStatus.Requested or PaymentStatus.Authorized =>
            RefuseText("Reason", command.Reason) ?? (Decision)new PaymentVoided(state.Agreed(), command.Reason, now),
        PaymentStatus.Capturing or PaymentStatus.Completed => PaymentRefusal.NotVoidable(state),
        _ => Decision.Nothing,
    };

    private static Decision Undo(Payment state, UndoPayment command, DateTimeOffset now)
    {
        if (command.Order is { } order && state.Terms is { } terms && terms.Order != order) return Decision.Nothing;
        if (state.Status is not PaymentStatus.Completed) return Void(state, new(command.Reason), now);
        var owed = state.CapturedAmount - state.RefundedAmount;
        return state.Refunds.ContainsKey(command.RefundId) || owed == 0
            ? Decision.Nothing
            : RequestRefund(state, new(command.RefundId, owed, command.Reason, IsOwed: true), now);
    }

    private static Decision RequestRefund(Payment state, RefundPayment command, DateTimeOffset now)
    {
        if (state.Status is PaymentStatus.None) return PaymentRefusal.NotRequested();
        if (command.IsOwed && IsUnpaid(state)) return Decision.Nothing;
        if (state.Status is not PaymentStatus.Completed) return PaymentRefusal.NotRefundable(state);
        if (RefuseRefundId(command.RefundId) is { } refundId) return refundId;
        if (RefuseAmount(state.Agreed(), command.Amount) is { } amount) return amount;
        if (RefuseText("Reason", command.Reason) is { } reason) return reason;
        if (state.Refunds.GetValueOrDefault(command.RefundId) is { } known)
            return IsSame(known, command) ? Decision.Nothing : PaymentRefusal.RefundDiffers(command.RefundId, known);
        if (state.Refunds.Count >= PaymentLimits.RefundCountMax) return PaymentRefusal.TooManyRefunds(state);
        if (command.Amount > state.Refundable() && (!command.IsOwed || state.RefundingAmount > 0)) return PaymentRefusal.RefundsTooMuch(state, command.Amount);
        var left = Math.Min(command.Amount, state.Refundable());
        return left == 0 ? Decision.Nothing : new RefundRequested(state.Agreed(), command.RefundId, left, command.Reason, now, command.IsOwed);
    }

    private static bool IsUnpaid(Payment state) => state.Status is PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.CaptureFailed;

    private static bool IsSame(Refund known, RefundPayment command) =>
        known.Reason == command.Reason && (known.Amount == command.Amount || (command.IsOwed && known.Amount < command.Amount));

    private static Decision Complete(Payment state, CompleteRefund command, DateTimeOffset now) => OfRefund(state, command.RefundId, refund => refund.Status switch
    {
        RefundStatus.Requested => new RefundCompleted(state.Agreed(), command.RefundId, refund.Amount, now),
        RefundStatus.Completed => Decision.Nothing,
        _ => PaymentRefusal.RefundNotCompletable(command.RefundId),
    });

    private static Decision Fail(Payment state, FailRefund command, DateTimeOffset now)
    {
        if (state.Status is PaymentStatus.None) return PaymentRefusal.NotRequested();
        if (RefuseRefundId(command.RefundId) is { } refundId) return refundId;
        if (RefuseReason(command.Code, command.Reason) is { } reason) return reason;
        return OfRefund(state, command.RefundId, refund => refund.Status switch
        {
            RefundStatus.Completed => PaymentRefusal.RefundNotFailable(command.RefundId),
            RefundStatus.Failed => Decision.Nothing,
            _ => new RefundFailed(state.Agreed(), command.RefundId, refund.Amount, command.Code, command.Reason, now),
        });
    }

    private static Decision OfRefund(Payment state, string refundId, Func<Refund, Decision> decide)
    {
        if (state.Status is PaymentStatus.None) return PaymentRefusal.NotRequested();
        if (RefuseRefundId(refundId) is { } malformed) return malformed;
        return state.Refunds.GetValueOrDefault(refundId) is { } refund ? decide(refund) : PaymentRefusal.NoSuchRefund(refundId);
    }

    private static Payment WithRefund(Payment state, string refundId, RefundStatus status) =>
        state with { Refunds = state.Refunds.SetItem(refundId, state.Refunds[refundId] with { Status = status }) };
}
