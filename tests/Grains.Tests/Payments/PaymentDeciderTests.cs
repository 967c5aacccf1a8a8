using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Money;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentCommand;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using Code = CommandProcessor.Grains.Interfaces.Payments.PaymentRefusalCode;

namespace CommandProcessor.Grains.Tests.Payments;

public sealed class PaymentDeciderTests : DeciderTable<PaymentDecider, Payment, PaymentCommand, PaymentEvent, PaymentStatus>
{
    private static readonly PaymentTerms Terms = new(new OrderId("ada", "1"), new AccountId("ada", "main"), new AccountId("shop", "main"), "GBP");
    private static readonly ProcessPayment Process = new(Terms, 100m);
    private static readonly AuthorizePayment Authorize = new();
    private static readonly DeclinePayment Decline = new(223, "Insufficient funds");
    private static readonly CapturePayment Capture = new(80m);
    private static readonly CompletePayment Complete = new();
    private static readonly FailCapture Fail = new(225, "No such hold");
    private static readonly VoidPayment Cancel = new("Order cancelled");
    private static readonly UndoPayment Undo = new(RefundIds.NeverSold, "Order cancelled");
    private static readonly RefundPayment Refund = new("r1", 30m, "Broken");
    private static readonly CompleteRefund CompleteR1 = new("r1");
    private static readonly FailRefund FailR1 = new("r1", 223, "Insufficient funds");
    private static readonly PaymentCommand[] Paid = [Process, Authorize, Capture, Complete];

    private static readonly Dictionary<RefundStatus, Payment> RefundIn = new()
    {
        [RefundStatus.None] = Fold(Payment.Initial, Paid),
        [RefundStatus.Requested] = Fold(Payment.Initial, [.. Paid, Refund]),
        [RefundStatus.Completed] = Fold(Payment.Initial, [.. Paid, Refund, CompleteR1]),
        [RefundStatus.Failed] = Fold(Payment.Initial, [.. Paid, Refund, FailR1]),
    };

    protected override IReadOnlyDictionary<PaymentStatus, PaymentCommand[]> Ways { get; } = new Dictionary<PaymentStatus, PaymentCommand[]>
    {
        [PaymentStatus.None] = [],
        [PaymentStatus.Requested] = [Process],
        [PaymentStatus.Authorized] = [Process, Authorize],
        [PaymentStatus.Capturing] = [Process, Authorize, Capture],
        [PaymentStatus.Completed] = Paid,
        [PaymentStatus.Declined] = [Process, Decline],
        [PaymentStatus.Voided] = [Process, Cancel],
        [PaymentStatus.CaptureFailed] = [Process, Authorize, Capture, Fail],
    };

    protected override PaymentStatus StatusOf(Payment state) => state.Status;

    public static TheoryData<PaymentCommand, string> StateMachine() => new()
    {
        //                              None       Requested   Authorized  Capturing      Completed  Declined  Voided  CaptureFailed
        { Process,                     "Requested  same        same        same           same       same      same    same" },
        { Process with { Amount = 1 }, "Requested  301         301         301            301        301       301     301" },
        { Authorize,                   "~300       Authorized  same        same           same       302       302     302" },
        { Decline,                     "~300       Declined    303         303            303        same      303     303" },
        { Capture,                     "~300       ~304        Capturing   same           same       304       304     304" },
        { new CapturePayment(),        "~300       ~304        Capturing   304            304        304       304     304" },
        { Complete,                    "~300       ~305        ~305        Completed      same       305       305     305" },
        { Fail,                        "~300       ~306        ~306        CaptureFailed  306        306       306     same" },
        { Cancel,                      "same       Voided      Voided      ~307           307        same      same    same" },
        { Undo,                        "same       Voided      Voided      ~307           Completed  same      same    same" },
        { Refund,                      "~300       ~308        ~308        ~308           Completed  308       308     308" },
        { Refund with { IsOwed = true }, "~300     ~308        ~308        ~308           Completed  same      same    same" },
        { CompleteR1,                  "~300       ~324        ~324        ~324           ~324       ~324      ~324    ~324" },
        { FailR1,                      "~300       ~324        ~324        ~324           ~324       ~324      ~324    ~324" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(PaymentCommand command, string row) => AssertRow(command, row);

    public static TheoryData<PaymentCommand, string> RefundMachine() => new()
    {
        //               None       Requested   Completed  Failed
        { Refund,      "Requested   same        same       same" },
        { CompleteR1,  "~324        Completed   same       326" },
        { FailR1,      "~324        Failed      327        same" },
        { Refund with { Amount = 1 }, "Requested 321 321 321" },
    };

    [Theory]
    [MemberData(nameof(RefundMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_of_a_refund_what_the_table_says(PaymentCommand command, string row) => Assert.Equal(
        row.Split(' ', StringSplitOptions.RemoveEmptyEntries), Enum.GetValues<RefundStatus>().Order().Select(status =>
        {
            var decision = PaymentDecider.Decide(RefundIn[status], command, Now);
            if (decision.Refusal is { } refusal) return refusal.IsTransient ? ForNow(refusal.Code) : Final(refusal.Code);
            return decision.Events.IsEmpty ? "same" : $"{decision.Events.Aggregate(RefundIn[status], PaymentDecider.Evolve).Refunds["r1"].Status}";
        }));

    public static TheoryData<string, PaymentStatus, PaymentCommand> Contents() => new()
    {
        { Final(Code.MalformedOrder), PaymentStatus.None, Process with { Terms = null! } },
        { Final(Code.MalformedOrder), PaymentStatus.None, Process with { Terms = Terms with { Order = default, Payer = default } } },
        { Final(Code.MalformedPayer), PaymentStatus.None, Process with { Terms = Terms with { Payer = default, Payee = default } } },
        { Final(Code.MalformedPayee), PaymentStatus.None, Process with { Terms = Terms with { Payee = default, Currency = "" } } },
        { Final(Code.SameAccount), PaymentStatus.None, Process with { Terms = Terms with { Payee = Terms.Payer, Currency = "" } } },
        { Final(Code.UnknownCurrency), PaymentStatus.None, new ProcessPayment(Terms with { Currency = "gbp" }, 0m) },
        { Final(Code.AmountOutOfRange), PaymentStatus.None, Process with { Amount = 0m } },
        { Final(Code.AmountOutOfRange), PaymentStatus.None, Process with { Amount = -0.001m } },
        { Final(Code.AmountOutOfRange), PaymentStatus.None, Process with { Amount = MoneyLimits.AmountMax + 0.01m } },
        { Final(Code.AmountTooFine), PaymentStatus.None, Process with { Amount = 0.001m } },
        { Final(Code.MalformedCode), PaymentStatus.Requested, Decline with { Code = 0, Reason = "" } },
        { Final(Code.MalformedText), PaymentStatus.Requested, Decline with { Reason = "a\n" } },
        { Final(Code.AmountOutOfRange), PaymentStatus.Authorized, new CapturePayment(0m) },
        { Final(Code.AmountTooFine), PaymentStatus.Authorized, new CapturePayment(100.001m) },
        { Final(Code.CaptureExceedsPayment), PaymentStatus.Authorized, new CapturePayment(100.01m) },
        { Final(Code.MalformedCode), PaymentStatus.Capturing, Fail with { Code = -1, Reason = "" } },
        { Final(Code.MalformedText), PaymentStatus.Capturing, Fail with { Reason = LongText } },
        { Final(Code.MalformedText), PaymentStatus.Requested, Cancel with { Reason = "" } },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, Refund with { RefundId = "", Amount = 0 } },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, Refund with { RefundId = null! } },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, Refund with { RefundId = "a/b" } },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, Refund with { RefundId = LongText } },
        { Final(Code.AmountOutOfRange), PaymentStatus.Completed, Refund with { Amount = 0, Reason = "" } },
        { Final(Code.AmountTooFine), PaymentStatus.Completed, Refund with { Amount = 0.001m, Reason = "" } },
        { Final(Code.MalformedText), PaymentStatus.Completed, Refund with { Reason = "", Amount = 1_000m } },
        { ForNow(Code.RefundsTooMuch), PaymentStatus.Completed, Refund with { Amount = 80.01m } },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, new CompleteRefund(null!) },
        { Final(Code.MalformedRefundId), PaymentStatus.Completed, new FailRefund("", 0, "") },
        { Final(Code.MalformedCode), PaymentStatus.Completed, FailR1 with { Code = 0, Reason = "" } },
        { Final(Code.MalformedText), PaymentStatus.Completed, FailR1 with { Reason = "" } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, PaymentStatus status, PaymentCommand command) =>
        Assert.Equal(refusal, Describe(In(status), command));

    [Fact]
    public void A_capture_without_an_amount_takes_it_whole() =>
        Assert.Equal(100m, Single<PaymentCaptureRequested>(In(PaymentStatus.Authorized), new CapturePayment()).Amount);

    [Fact]
    public void Refunds_under_way_count_and_failed_ones_do_not()
    {
        var payment = RefundIn[RefundStatus.Requested];
        var all = new RefundPayment("r2", 50.01m, "Broken");

        Assert.Equal(ForNow(Code.RefundsTooMuch), Describe(payment, all));
        Assert.Equal("Completed", Describe(payment, all with { Amount = 50m }));
        Assert.Equal("Completed", Describe(RefundIn[RefundStatus.Failed], all with { Amount = 80m }));
        Assert.Equal(ForNow(Code.RefundsTooMuch), Describe(RefundIn[RefundStatus.Completed], all));
    }

    [Fact]
    public void What_is_left_is_given_back_where_it_is_less()
    {
        var all = new RefundPayment("r2", 100m, "Broken", IsOwed: true);
        var payment = RefundIn[RefundStatus.Completed];

        var left = Assert.IsType<RefundRequested>(Single(payment, all));

        Assert.Equal(50m, left.Amount);
        Assert.Equal(30m, Assert.IsType<RefundRequested>(Single(payment, all with { Amount = 30m })).Amount);
        Assert.Equal(ForNow(Code.RefundsTooMuch), Describe(RefundIn[RefundStatus.Requested], all)); // The other may fail.
        payment = PaymentDecider.Evolve(payment, left);
        Assert.Empty(PaymentDecider.Decide(payment, all, Now).Events);
        Assert.Equal(Final(Code.RefundDiffers), Describe(payment, all with { Amount = 49m }));
        payment = PaymentDecider.Evolve(payment, new RefundCompleted(Terms, "r2", 50m, Now));
        Assert.Empty(PaymentDecider.Decide(payment, all with { RefundId = "r3" }, Now).Events);
    }

    [Fact]
    public void Undoing_gives_back_all_that_is_left_once_no_refund_may_fail_any_more()
    {
        Assert.Equal(ForNow(Code.RefundsTooMuch), Describe(RefundIn[RefundStatus.Requested], Undo));
        Assert.Equal(80m, Assert.IsType<RefundRequested>(Single(RefundIn[RefundStatus.Failed], Undo)).Amount);
        Assert.Equal(50m, Assert.IsType<RefundRequested>(Single(RefundIn[RefundStatus.Completed], Undo)).Amount);
        Assert.True(Assert.IsType<RefundRequested>(Single(RefundIn[RefundStatus.None], Undo)).IsOwed);
    }

    [Theory]
    [InlineData(PaymentStatus.Authorized)]
    [InlineData(PaymentStatus.Completed)]
    public void Undoing_what_was_paid_for_an_order_leaves_what_was_paid_for_another(PaymentStatus status)
    {
        Assert.Empty(PaymentDecider.Decide(In(status), Undo with { Order = new OrderId("ada", "99") }, Now).Events);
        Assert.Single(PaymentDecider.Decide(In(status), Undo with { Order = Terms.Order }, Now).Events);
    }

    [Fact]
    public void A_refund_that_is_owed_is_so_for_ever()
    {
        var owed = Single(In(PaymentStatus.Completed), Refund with { IsOwed = true });

        Assert.True(Assert.IsType<RefundRequested>(owed).IsOwed);
        var data = PaymentEventCodec.Instance.Encode(owed);
        Assert.Equal(owed, PaymentEventCodec.Instance.Decode(data.Type, data.SchemaVersion, data.Body));
    }

    [Fact]
    public void Refunds_are_bounded()
    {
        var payment = In(PaymentStatus.Completed);
        var refunds = Enumerable.Range(0, PaymentLimits.RefundCountMax)
            .Select(number => KeyValuePair.Create($"n{number}", new Refund(RefundStatus.Failed, 1m, "x")));

        Assert.Equal(Final(Code.TooManyRefunds), Describe(payment with { Refunds = payment.Refunds.AddRange(refunds) }, Refund));
    }

    [Fact]
    public void Every_event_says_between_whom()
    {
        PaymentCommand[] life = [Process, Authorize, Capture, Complete, Refund, CompleteR1];
        var payment = Payment.Initial;
        foreach (var command in life)
        {
            var happened = Single(payment, command);
            Assert.Equal(Terms, happened.GetType().GetProperty(nameof(Terms))?.GetValue(happened));
            payment = PaymentDecider.Evolve(payment, happened);
        }
    }

    [Fact]
    public void A_view_shows_captures_and_refunds()
    {
        var view = RefundIn[RefundStatus.Requested].ToView(version: 6);

        Assert.Equal((PaymentStatus.Completed, 100m, 80m, 0m, 30m, 6L),
            (view.Status, view.Amount, view.CapturedAmount, view.RefundedAmount, view.RefundingAmount, view.Version));
        Assert.Equal(new RefundView { RefundId = "r1", Status = RefundStatus.Requested, Amount = 30m, Reason = "Broken" }, Assert.Single(view.Refunds));
        Assert.Equal((223, "Insufficient funds"), (In(PaymentStatus.Declined).ToView(2).Code, In(PaymentStatus.Declined).ToView(2).Reason));
    }

    private static PaymentEvent Single(Payment payment, PaymentCommand command) => Assert.Single(PaymentDecider.Decide(payment, command, Now).Events);
}
