using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Reactors;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class PaymentReactorTests
{
    private const string Name = "payment/ada/1";
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly AccountId Shop = new("shop", "main");
    private static readonly PaymentId Payment = new("ada", "1");
    private static readonly PaymentTerms Terms = new(new("ada", "1"), Ada, Shop, "GBP");
    private static readonly PaymentReactor Reactor = new();

    public static TheoryData<PaymentEvent, string[], string[]> Payments()
    {
        var requested = new PaymentRequested(Terms, 12.5m, Driven.At);
        var capture = new PaymentCaptureRequested(Terms, 12.5m, Driven.At);
        var refund = new RefundRequested(Terms, "r1", 5m, "Broken", Driven.At);
        const string Hold = "account/ada/main PlaceHold";
        const string Capture = "account/ada/main CaptureHold";
        string[] refunded =
        [
            "account/shop/main PlaceHold", $"{Name} AuthorizeRefund", "account/shop/main CaptureHold", "account/ada/main Credit", $"{Name} CompleteRefund",
        ];
        return new()
        {
            { requested, [], [Hold, $"{Name} AuthorizePayment"] },
            { requested, ["PlaceHold"], [Hold, $"{Name} DeclinePayment"] },
            { requested, ["AuthorizePayment"], [Hold, $"{Name} AuthorizePayment", "account/ada/main ReleaseHold"] },
            { capture, [], [Capture, "account/shop/main Credit"] },
            { capture, ["CaptureHold"], [Capture, $"{Name} FailCapture"] },
            { capture, ["Credit"], [Capture, "account/shop/main Credit", "parked"] },
            { new PaymentVoided(Terms, "Cancelled", Driven.At), [], ["account/ada/main ReleaseHold"] },
            { refund, [], refunded },
            { refund, ["PlaceHold"], [refunded[0], $"{Name} FailRefund"] },
            { refund, ["AuthorizeRefund"], [refunded[0], refunded[1], "account/shop/main ReleaseHold"] },
            { refund, ["CaptureHold"], [refunded[0], refunded[1], refunded[2], $"{Name} FailRefund"] },
            { refund, ["Credit"], [refunded[0], refunded[1], refunded[2], refunded[3], "parked"] },
            { new PaymentCompleted(Terms, 12.5m, Driven.At), [], [] },
        };
    }

    [Theory]
    [MemberData(nameof(Payments), DisableDiscoveryEnumeration = true)]
    public void An_event_of_a_payment_leads_to_these_steps(PaymentEvent happened, string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Driven.Recorded(Payment.Aggregate, Payment.PartitionKey, PaymentEventCodec.Instance, happened), refused));

    [Fact]
    public void Money_that_arrived_completes_the_payment() =>
        Assert.Equal([$"{Name} CompletePayment"], Reactor.Drive(Account(new AccountEvent.MoneyCredited(5m, "GBP", Name, CreditKind.Sent, Driven.At)), []));

    [Fact]
    public void Money_that_was_declined_returns_before_the_capture_fails() => Assert.Equal(
        ["account/ada/main Credit", $"{Name} FailCapture"],
        Reactor.Drive(Account(new AccountEvent.CreditDeclined(5m, "GBP", Name, Ada, 203, "Frozen.", Driven.At)), []));

    [Theory]
    [InlineData("transfer/ada/1", CreditKind.Sent)]
    [InlineData(Name, CreditKind.Returned)]
    public void Other_money_is_none_of_its_business(string source, CreditKind kind) =>
        Assert.Empty(Reactor.Drive(Account(new AccountEvent.MoneyCredited(5m, "GBP", source, kind, Driven.At)), []));

    private static RecordedEvent Account(AccountEvent happened) => Driven.Recorded(Shop.Aggregate, Shop.PartitionKey, AccountEventCodec.Instance, happened);
}
