using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Payments;
using Code = CommandProcessor.Grains.Interfaces.Payments.PaymentRefusalCode;

namespace CommandProcessor.Grains.Payments;

/// <summary>The refusals that follow from where a payment and its refunds stand. Transient are those that it can still grow out of.</summary>
internal static class PaymentRefusal
{
    public static Refusal NotRequested() => Refusal.Transient(Code.NotRequested, "The payment is not requested.");

    public static Refusal AlreadyRequested(Payment payment) => Final(
        Code.AlreadyRequested, payment, $"is of {payment.Amount} {payment.Agreed().Currency} for order {payment.Agreed().Order} and cannot be requested again");

    public static Refusal NotAuthorizable(Payment payment) => Final(Code.NotAuthorizable, payment, "has ended and cannot be authorized");

    public static Refusal NotDeclinable(Payment payment) => Final(Code.NotDeclinable, payment, "can be declined only before it is authorized");

    public static Refusal NotCapturable(Payment payment) => new(
        Code.NotCapturable, Message(payment, "can be captured once, after it is authorized"), payment.Status is PaymentStatus.Requested);

    public static Refusal NotCompletable(Payment payment) => new(
        Code.NotCompletable, Message(payment, "can be completed only while it is captured"), IsBeforeCapture(payment));

    public static Refusal NotFailable(Payment payment) => new(
        Code.NotFailable, Message(payment, "can fail only while it is captured"), IsBeforeCapture(payment));

    public static Refusal NotVoidable(Payment payment) => new(
        Code.NotVoidable, Message(payment, "can be voided only before it is captured"), payment.Status is PaymentStatus.Capturing);

    public static Refusal NotRefundable(Payment payment) => new(
        Code.NotRefundable, Message(payment, "has not been paid"), IsBeforeCapture(payment) || payment.Status is PaymentStatus.Capturing);

    public static Refusal CaptureExceedsPayment(Payment payment, decimal amount) => Refusal.Final(
        Code.CaptureExceedsPayment, $"The payment is of {payment.Amount}; {amount} cannot be captured.");

    public static Refusal RefundDiffers(string refundId, Refund refund) => Refusal.Final(
        Code.RefundDiffers, $"Refund '{refundId}' is known already, of {refund.Amount}, because: {refund.Reason}");

    public static Refusal TooManyRefunds(Payment payment) => Refusal.Final(
        Code.TooManyRefunds, $"The payment has {payment.Refunds.Count} refunds; at most {PaymentLimits.RefundCountMax} are allowed.");

    public static Refusal RefundsTooMuch(Payment payment, decimal amount) => Refusal.Transient(
        Code.RefundsTooMuch, $"{amount} cannot be refunded; of {payment.CapturedAmount} captured, {payment.Refundable()} are left.");

    public static Refusal NoSuchRefund(string refundId) => Refusal.Transient(Code.NoSuchRefund, $"There is no refund '{refundId}'.");

    public static Refusal RefundNotCompletable(string refundId) => Refusal.Final(
        Code.RefundNotCompletable, $"Refund '{refundId}' has failed and cannot be completed.");

    public static Refusal RefundNotFailable(string refundId) => Refusal.Final(
        Code.RefundNotFailable, $"Refund '{refundId}' is completed and cannot fail.");

    private static bool IsBeforeCapture(Payment payment) => payment.Status is PaymentStatus.Requested or PaymentStatus.Authorized;

    private static Refusal Final(int code, Payment payment, string rule) => Refusal.Final(code, Message(payment, rule));

    private static string Message(Payment payment, string rule) => $"The payment is {payment.Status}; it {rule}.";
}
