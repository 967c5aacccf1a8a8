using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentCommand;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Grains.Tests.Payments;

public sealed class PaymentLawsTests : AggregateLaws<PaymentDecider, Payment, PaymentCommand, PaymentEvent>
{
    private static readonly PaymentTerms Terms = new(new OrderId("ada", "1"), new AccountId("ada", "main"), new AccountId("shop", "main"), "GBP");
    private static readonly Gen<decimal> Amount = Gen.Int[0, 2_000].Select(pennies => pennies / 100m);
    private static readonly Gen<string> RefundId = OneOf("r1", "r2", "r3", "");

    protected override Gen<PaymentCommand> Command { get; } = Gen.Frequency(
        (4, Gen.Select(OneOf("GBP", "GBP", "XXX"), Amount, (currency, amount) => (PaymentCommand)new ProcessPayment(Terms with { Currency = currency }, amount))),
        (4, Always(new AuthorizePayment())),
        (1, Gen.Int[0, 2].Select(code => (PaymentCommand)new DeclinePayment(code, "No"))),
        (5, Gen.Select(Amount, Gen.Bool, (amount, isWhole) => (PaymentCommand)new CapturePayment(isWhole ? null : amount))),
        (6, Always(new CompletePayment())),
        (1, Always(new FailCapture(225, "No"))),
        (1, Always(new VoidPayment("Cancelled"))),
        (12, Gen.Select(RefundId, Amount, (id, amount) => (PaymentCommand)new RefundPayment(id, amount, "Broken"))),
        (4, Gen.Select(RefundId, Amount, (id, amount) => (PaymentCommand)new RefundPayment(id, amount, "Broken", IsOwed: true))),
        (4, RefundId.Select(id => (PaymentCommand)new CompleteRefund(id))),
        (2, RefundId.Select(id => (PaymentCommand)new FailRefund(id, 223, "No"))));

    protected override EventCodec<PaymentEvent> Codec => PaymentEventCodec.Instance;

    protected override Type RefusalCodes => typeof(PaymentRefusalCode);

    protected override (Enum, Enum)[] Arrows =>
    [
        (PaymentStatus.None, PaymentStatus.Requested), (PaymentStatus.Requested, PaymentStatus.Authorized),
        (PaymentStatus.Requested, PaymentStatus.Declined), (PaymentStatus.Requested, PaymentStatus.Voided),
        (PaymentStatus.Authorized, PaymentStatus.Voided), (PaymentStatus.Authorized, PaymentStatus.Capturing),
        (PaymentStatus.Capturing, PaymentStatus.Completed), (PaymentStatus.Capturing, PaymentStatus.CaptureFailed),
    ];

    protected override Enum StatusOf(Payment state) => state.Status;

    protected override bool AddsUp(PaymentCommand command) => false;

    [Fact]
    public void No_more_is_captured_than_was_authorized() => ForEveryStep(step => Assert.InRange(step.After.CapturedAmount, 0, step.After.Amount));

    [Fact]
    public void No_more_is_refunded_than_was_captured() => ForEveryStep(step =>
    {
        Assert.InRange(step.After.Refunds.Values.Where(refund => refund.Status is not RefundStatus.Failed).Sum(refund => refund.Amount), 0, step.After.CapturedAmount);
        Assert.True(step.After.Refunds.IsEmpty || step.After.Status is PaymentStatus.Completed);
    });

    [Fact]
    public void The_sums_are_those_of_the_refunds() => ForEveryStep(step =>
    {
        Assert.Equal(Sum(step.After, RefundStatus.Completed), step.After.RefundedAmount);
        Assert.Equal(Sum(step.After, RefundStatus.Requested), step.After.RefundingAmount);
    });

    [Fact]
    public void A_payment_and_each_of_its_refunds_end_once() => ForEveryHistory(history =>
    {
        var events = history.SelectMany(step => step.Decision.Events).ToList();
        Assert.True(events.Count(happened => happened is PaymentDeclined or PaymentVoided or PaymentCompleted or PaymentCaptureFailed) <= 1);
        var ended = events.Select(EndedRefund).OfType<string>().ToList();
        Assert.Equal(ended.Distinct(), ended);
    });

    private static decimal Sum(Payment payment, RefundStatus status) =>
        payment.Refunds.Values.Where(refund => refund.Status == status).Sum(refund => refund.Amount);

    private static string? EndedRefund(PaymentEvent happened) => happened switch
    {
        RefundCompleted e => e.RefundId,
        RefundFailed e => e.RefundId,
        _ => null,
    };
}
