using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
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
        var owed = refund with { IsOwed = true };
        string[] refunded = ["account/shop/main PlaceHold", "account/shop/main CaptureHold", "account/ada/main Credit", $"{Name} CompleteRefund"];
        return new()
        {
            { requested, [], [Hold, $"{Name} AuthorizePayment"] },
            { requested, ["PlaceHold"], [Hold, $"{Name} DeclinePayment"] },
            { requested, ["AuthorizePayment"], [Hold, $"{Name} AuthorizePayment", "account/ada/main ReleaseHold"] },
            { capture, [], [Capture, "account/shop/main Credit", $"{Name} CompletePayment"] },
            { capture, ["CaptureHold"], [Capture, $"{Name} FailCapture"] },
            { capture, ["account/shop/main Credit"], [Capture, "account/shop/main Credit", "account/ada/main Credit", $"{Name} FailCapture"] },
            { capture, ["Credit"], [Capture, "account/shop/main Credit", "account/ada/main Credit", "parked"] },
            { new PaymentVoided(Terms, "Cancelled", Driven.At), [], ["account/ada/main ReleaseHold"] },
            { refund, [], refunded },
            { refund, ["PlaceHold"], [refunded[0], $"{Name} FailRefund"] },
            { refund, ["CaptureHold"], [refunded[0], refunded[1], $"{Name} FailRefund"] },
            { refund, ["Credit"], [refunded[0], refunded[1], refunded[2], "parked"] },
            { owed, [], refunded },
            { owed, ["PlaceHold"], [refunded[0], "parked"] },
            { owed, ["CaptureHold"], [refunded[0], refunded[1], "parked"] },
            { new PaymentCompleted(Terms, 12.5m, Driven.At), [], [] },
        };
    }

    [Theory]
    [MemberData(nameof(Payments), DisableDiscoveryEnumeration = true)]
    public void An_event_of_a_payment_leads_to_these_steps(PaymentEvent happened, string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Driven.Recorded(Payment.Aggregate, Payment.PartitionKey, PaymentEventCodec.Instance, happened), refused));

    [Fact]
    public void A_payment_whose_hold_has_expired_is_void() => Assert.Equal([$"{Name} VoidPayment"], Reactor.Drive(Expired(Name), []));

    [Theory]
    [InlineData("transfer/ada/1")]
    [InlineData(Name + ": r1")]
    [InlineData("car hire")]
    public void Other_holds_that_expire_are_nothing_to_it(string purpose) => Assert.Null(Reactor.React(Expired(purpose)));

    private static RecordedEvent Expired(string purpose) => Driven.Recorded(
        Ada.Aggregate, Ada.PartitionKey, AccountEventCodec.Instance, new AccountEvent.HoldExpired(purpose, 5m, "GBP", purpose, Driven.At));

    [Fact]
    public void The_money_is_sent_under_the_name_of_the_payment_and_knows_where_it_came_from()
    {
        var capture = Driven.Recorded(Payment.Aggregate, Payment.PartitionKey, PaymentEventCodec.Instance, new PaymentCaptureRequested(Terms, 12.5m, Driven.At));

        Assert.Equal([Step.To(Shop, new AccountCommand.Credit(12.5m, "GBP", Name, CreditKind.Sent, Ada))], Reactor.StepsOf(capture, wave: 2));
    }

    [Fact]
    public void What_is_owed_can_be_held_for_as_long_as_it_may_be_asked_for()
    {
        var owed = Driven.Recorded(
            Payment.Aggregate, Payment.PartitionKey, PaymentEventCodec.Instance, new RefundRequested(Terms, "r1", 5m, "Broken", Driven.At) { IsOwed = true });

        var step = Assert.IsType<Step.ToAccount>(Assert.Single(Reactor.StepsOf(owed, wave: 1)));

        var shop = Account.Initial with { Status = AccountStatus.Open, Currency = "GBP", Balance = 5m };
        Assert.Null(AccountDecider.Decide(shop, step.Command, Driven.At).Refusal);
        Assert.Null(AccountDecider.Decide(shop, step.Command, Driven.At.AddMonths(11)).Refusal); // Until then the shop had no money.
    }
}
