using System.Collections.Immutable;
using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Payments;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>The part of the fold that is about the payments of one order.</summary>
internal static class PaymentFold
{
    /// <summary>The payments after the event; what is not among them any more stays away.</summary>
    public static ImmutableArray<OrderPaymentView> Apply(ImmutableArray<OrderPaymentView> payments, string number, PaymentEvent happened)
    {
        if (happened is PaymentRequested e)
        {
            var all = payments.Add(new(number, PaymentStatus.Requested, e.Amount));
            return all.Length > OrderView.PaymentCountMax ? all.RemoveAt(0) : all;
        }

        var payment = payments.FirstOrDefault(payment => payment.Number == number);
        return payment is null ? payments : payments.Replace(payment, Change(payment, happened));
    }

    public static OrderPaymentView Change(OrderPaymentView payment, PaymentEvent happened) => happened switch
    {
        PaymentAuthorized e => payment with { Status = PaymentStatus.Authorized, AuthorizedAmount = e.Amount },
        PaymentDeclined e => payment with { Status = PaymentStatus.Declined, Reason = e.Reason },
        PaymentCaptureRequested => payment with { Status = PaymentStatus.Capturing },
        PaymentCompleted e => payment with { Status = PaymentStatus.Completed, CapturedAmount = e.Amount },
        PaymentCaptureFailed e => payment with { Status = PaymentStatus.CaptureFailed, Reason = e.Reason },
        PaymentVoided e => payment with { Status = PaymentStatus.Voided, Reason = e.Reason },
        RefundRequested e => payment with { RefundingAmount = payment.RefundingAmount + e.Amount },
        RefundAuthorized => payment,
        RefundCompleted e => payment with { RefundingAmount = payment.RefundingAmount - e.Amount, RefundedAmount = payment.RefundedAmount + e.Amount },
        RefundFailed e => payment with { RefundingAmount = payment.RefundingAmount - e.Amount },
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };
}
