using System.Text;
using System.Text.Json.Nodes;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verification.Accounting;
using static CommandProcessor.Silo.Tests.Verification.Bookkeeping;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>
/// An order, its goods, its shipments and its payment are told by books of their own. Where all but one of them are changed alike, the one that is left
/// says so; where they are changed as people may change them, it is told and no fault.
/// </summary>
[Collection(nameof(ShopCollection))]
public sealed class OrderBooksTests(ShopFixture shop)
{
    private const string Shop = "shop";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("stock-booked")]
    [InlineData("stock-booking-shipped")]
    [InlineData("stock-received")]
    public void Pieces_of_another_product_than_the_orders_are_found(string type)
    {
        var what = shop.Events.Where(recorded => recorded.Type == type && Text(recorded).Contains("\"order/", StringComparison.Ordinal)).Where(IsLastOfItsKind).First();
        var name = Name(what, type == "stock-received" ? "reference" : "bookingId");
        var order = OrderId.Parse(name["order/".Length..].Split(": ")[0]);
        var other = new Sku(Most(sku => Placed(order).Lines.All(line => line.Sku != sku)));

        var books = Add(Moved(recorded => recorded.Aggregate == what.Aggregate && Text(recorded).Contains($"\"{name}\"", StringComparison.Ordinal), other));

        Assert.Contains(books.StockFaults.Kept, fault => fault.Contains($"pieces of {other} moved in the name of order/", StringComparison.Ordinal));
        Assert.Contains(books.StockFaults.Kept, fault => fault.Contains($"of {what.Aggregate.GrainKey} ", StringComparison.Ordinal) && fault.StartsWith("order/", StringComparison.Ordinal));

        // The newest booking is open; what was shipped is past, what came back too.
        bool IsLastOfItsKind(RecordedEvent recorded) => type != "stock-booked"
            || !shop.Events.Any(later => later.Aggregate == recorded.Aggregate && later != recorded && Text(later).Contains($"\"{Name(recorded, "bookingId")}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Goods_that_are_on_a_shelf_and_have_left_by_a_shipment_do_not_add_up()
    {
        var shipped = shop.Events.Last(recorded => recorded.Type == "stock-booking-shipped");

        var books = Add(shop.Events.Where(recorded => recorded != shipped));

        Assert.False(books.Pieces.AddsUp);
        Assert.Contains(books.StockFaults.Kept, fault => fault.StartsWith($"product {shipped.Aggregate.GrainKey} has ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shipment_of_other_goods_than_the_orders_is_found()
    {
        var order = Delivered();
        var sku = Placed(order).Lines[0].Sku;
        var other = new Sku(Most(sku => Placed(order).Lines.All(line => line.Sku != sku)));

        var books = Add(Moved(recorded => recorded.Aggregate.GrainKey == sku && Text(recorded).Contains($"\"{order.Aggregate}: ", StringComparison.Ordinal), other)
            .Select(recorded => recorded.Aggregate.Value == $"shipment/{order}" ? WithText(recorded, $"\"sku\":\"{sku}\"", $"\"sku\":\"{other}\"") : recorded));

        Assert.Contains($"shipment {order} is of other goods than order/{order}", books.ProcessFaults.Kept);
    }

    [Fact]
    public void An_order_that_does_not_cost_what_its_lines_do_is_found() => Assert.Contains(
        Add(AllWithMore(Delivered().Aggregate.Value, "total", 1)).ProcessFaults.Kept, fault => fault.StartsWith($"{Delivered().Aggregate} costs ", StringComparison.Ordinal));

    [Fact]
    public void An_order_for_which_less_was_taken_than_it_costs_is_found_unless_somebody_asked_for_less()
    {
        var order = Delivered();
        var less = AllWithMore(PaymentOf(order), "amount", -1, recorded => recorded.Type is "payment-capture-requested" or "payment-completed" or "account-hold-captured" or "account-credited");
        less = less.Select(recorded => recorded.Type == "account-hold-captured" && Text(recorded).Contains($"\"{PaymentOf(order)}\"", StringComparison.Ordinal) ? WithMore(recorded, "freedAmount", 1) : recorded);

        var books = Add(less);
        var byHand = Add(less.Select(recorded => recorded.Aggregate.Value == PaymentOf(order) && recorded.Type == "payment-capture-requested" ? By(Shop, recorded) : recorded));

        Assert.Empty(books.MoneyFaults.Kept);
        Assert.Contains(books.ProcessFaults.Kept, fault => fault.StartsWith($"{order.Aggregate} is Delivered and costs ", StringComparison.Ordinal));
        AssertClean(byHand);
        AssertOpen(byHand.Orders.PaidInPart, order, 1);
    }

    [Fact]
    public void A_payment_that_the_payee_could_not_take_is_told()
    {
        var (order, total) = (Delivered(), Placed(Delivered()).Total);
        var (name, terms) = (PaymentOf(order), TermsOf(order));
        var failed = Without(name, "payment-completed", "account-credited")
            .Append(Payment(order, new PaymentEvent.PaymentCaptureFailed(terms, 1, "Frozen.", At)))
            .Append(Account(terms.Payer, new AccountEvent.MoneyCredited(total, terms.Currency, name, CreditKind.Returned, At)));

        var books = Add(failed);

        AssertClean(books);
        AssertOpen(books.Orders.NotPaid, order, total);
    }

    [Theory]
    [InlineData(Shop, true)]
    [InlineData("reactor", false)]
    public void A_payment_that_was_given_up_when_the_goods_had_left_is_told_if_a_person_did_it(string principal, bool isClean)
    {
        var (order, total) = (Delivered(), Placed(Delivered()).Total);
        var (name, terms) = (PaymentOf(order), TermsOf(order));
        var voided = Without(name, "payment-capture-requested", "payment-completed", "account-hold-captured", "account-credited")
            .Append(By(principal, Payment(order, new PaymentEvent.PaymentVoided(terms, "Taken back.", At))))
            .Append(Account(terms.Payer, new AccountEvent.HoldReleased(name, total, terms.Currency, name, At)));

        var books = Add(voided);

        Assert.Equal(isClean ? (string[])[] : [$"{order.Aggregate} is Delivered, and its payment is Voided"], FaultsOf(books));
        AssertOpen(books.Orders.NotPaid, order, total);
    }

    [Fact]
    public void An_order_whose_goods_left_and_whose_money_is_still_held_is_found()
    {
        var order = Delivered();

        var books = Add(Without(PaymentOf(order), "payment-capture-requested", "payment-completed", "account-hold-captured", "account-credited"));

        Assert.Equal([$"{order.Aggregate} is Delivered, and its payment is Authorized"], FaultsOf(books));
    }

    [Fact]
    public void A_cancelled_order_that_keeps_its_money_is_found()
    {
        var order = First("order-cancelled", order => shop.Events.Any(recorded => recorded.Aggregate.Value == PaymentOf(order) && recorded.Type == "payment-voided"));
        var (name, terms, total) = (PaymentOf(order), TermsOf(order), Placed(order).Total);
        var held = Without(name, "payment-voided", "account-hold-released").ToList();
        RecordedEvent[] taken =
        [
            By(Shop, Payment(order, new PaymentEvent.PaymentCaptureRequested(terms, total, At))), Payment(order, new PaymentEvent.PaymentCompleted(terms, total, At)),
            Account(terms.Payer, new AccountEvent.HoldCaptured(name, total, 0, terms.Currency, name, At)),
            Account(terms.Payee, new AccountEvent.MoneyCredited(total, terms.Currency, name, CreditKind.Sent, At)),
        ];

        Assert.Equal([$"{order.Aggregate} is Cancelled, and its payment is Authorized"], FaultsOf(Add(held)));
        var books = Add(held.Concat(taken));
        Assert.Empty(books.MoneyFaults.Kept);
        Assert.StartsWith($"{order.Aggregate} is Cancelled: {total} of the {total} that were taken is to be paid back", Assert.Single(books.ProcessFaults.Kept), StringComparison.Ordinal);
    }

    [Fact]
    public void A_return_for_which_less_is_paid_back_is_found()
    {
        var order = First("order-items-returned");
        var less = AllWithMore(PaymentOf(order), "amount", -0.01m, recorded => recorded.Type.StartsWith("payment-refund", StringComparison.Ordinal))
            .Select(recorded => recorded.Aggregate.Kind == AccountId.Kind && Text(recorded).Contains($"\"{PaymentOf(order)}: ", StringComparison.Ordinal) ? WithMore(recorded, "amount", -0.01m) : recorded);

        var books = Add(less);

        Assert.Empty(books.MoneyFaults.Kept);
        Assert.StartsWith($"{order.Aggregate} is ", Assert.Single(books.ProcessFaults.Kept), StringComparison.Ordinal);
        Assert.Contains(order.Aggregate.Value, books.Orders.NotPaidBack.Kept);
    }

    [Fact]
    public void A_refund_that_failed_is_told()
    {
        var order = First("order-items-returned");
        var requested = shop.Events.Where(recorded => recorded.Aggregate.Value == PaymentOf(order)).Select(PaymentEventCodec.Instance.Decode).OfType<PaymentEvent.RefundRequested>().First();
        var name = $"{PaymentOf(order)}: {requested.RefundId}";
        var failed = shop.Events
            .Where(recorded => !IsAbout(recorded, name))
            .Where(recorded => !(IsAbout(recorded, PaymentOf(order)) && recorded.Type is "payment-refund-completed"
                && Text(recorded).Contains($"\"{requested.RefundId}\"", StringComparison.Ordinal)))
            .Append(Payment(order, new PaymentEvent.RefundFailed(requested.Terms, requested.RefundId, requested.Amount, 1, "Frozen.", At)));

        var books = Add(failed);

        AssertClean(books);
        AssertOpen(books.Orders.NotPaidBack, order, requested.Amount);
    }

    [Fact]
    public void A_shipment_that_replaces_a_lost_one_and_is_never_dispatched_is_found_in_time()
    {
        var second = shop.Events.First(recorded => recorded.Type == "shipment-dispatched" && recorded.Aggregate.Value.EndsWith("~2", StringComparison.Ordinal));
        var order = OrderId.Parse(second.Aggregate.GrainKey[..^2]);
        var waiting = shop.Events
            .Where(recorded => !(recorded.Aggregate == second.Aggregate && recorded.Type != "shipment-created"))
            .Where(recorded => !(recorded.Aggregate == order.Aggregate && recorded.Type is "order-delivered" or "order-items-returned"))
            .Where(recorded => !(recorded.Type == "stock-booking-shipped" && Text(recorded).Contains($"\"{order.Aggregate}~2: ", StringComparison.Ordinal)));

        AssertClean(Add(waiting));
        var late = Add(waiting, after: TimeSpan.FromDays(31)).ProcessFaults.Kept;
        Assert.Contains(late, fault => fault.StartsWith($"shipment {order}~2 is Created since ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_somebody_moved_on_by_hand_is_told()
    {
        var order = Delivered();

        var books = Add(shop.Events.Select(recorded => recorded.Aggregate == order.Aggregate && recorded.Type == "order-delivered" ? By(Shop, recorded) : recorded));

        AssertClean(books);
        AssertOpen(books.Orders.ByHand, order, Placed(order).Total);
    }

    [Theory]
    [InlineData("order-delivered")]
    [InlineData("order-shipped")]
    public void An_order_that_stands_elsewhere_than_its_shipment_is_found(string type)
    {
        var order = Delivered();
        var isGone = type == "order-delivered" ? (Func<RecordedEvent, bool>)(recorded => recorded.Type == type) : recorded => recorded.Type is "order-shipped" or "order-delivered";

        var books = Add(shop.Events.Where(recorded => !(recorded.Aggregate == order.Aggregate && isGone(recorded))));

        Assert.Contains(books.ProcessFaults.Kept, fault => fault.StartsWith($"{order.Aggregate} is ", StringComparison.Ordinal) && fault.EndsWith("its shipments are Delivered", StringComparison.Ordinal));
    }

    private OrderId Delivered() => First("order-delivered", order => !shop.Events.Any(recorded => recorded.Aggregate == order.Aggregate && recorded.Type == "order-items-returned")
        && Placed(order).Lines.DistinctBy(line => line.Sku).Count() == Placed(order).Lines.Length && !shop.Events.Any(recorded => recorded.Aggregate.Value == $"shipment/{order}~2"));

    private OrderId First(string type, Func<OrderId, bool>? isWanted = null) => shop.Events
        .Where(recorded => recorded.Type == type).Select(recorded => OrderId.Parse(recorded.Aggregate.GrainKey)).First(order => isWanted?.Invoke(order) ?? true);

    private OrderEvent.OrderPlaced Placed(OrderId order) => (OrderEvent.OrderPlaced)OrderEventCodec.Instance.Decode(shop.Events.First(recorded => recorded.Aggregate == order.Aggregate));

    private PaymentTerms TermsOf(OrderId order) =>
        ((PaymentEvent.PaymentRequested)PaymentEventCodec.Instance.Decode(shop.Events.First(recorded => recorded.Aggregate.Value == PaymentOf(order)))).Terms;

    private static string PaymentOf(OrderId order) => $"payment/{order}";

    /// <summary>The product of which most was received.</summary>
    private string Most(Func<string, bool> isWanted) => shop.Events
        .Where(recorded => recorded.Type == "stock-received" && isWanted(recorded.Aggregate.GrainKey))
        .MaxBy(recorded => ((StockEvent.StockReceived)StockEventCodec.Instance.Decode(recorded)).Quantity)!.Aggregate.GrainKey; // There are products.

    /// <summary>As if the events had happened to another product, last of all.</summary>
    private IEnumerable<RecordedEvent> Moved(Func<RecordedEvent, bool> isWanted, Sku to) =>
        shop.Events.Where(recorded => !isWanted(recorded)).Concat(shop.Events.Where(isWanted).Select(recorded => recorded with { Aggregate = to.Aggregate, Key = to.PartitionKey }));

    /// <summary>Without events of those types that are of the aggregate, or name it.</summary>
    private IEnumerable<RecordedEvent> Without(string name, params string[] types) => shop.Events.Where(recorded => !(types.Contains(recorded.Type) && IsAbout(recorded, name)));

    private IEnumerable<RecordedEvent> AllWithMore(string name, string property, decimal more, Func<RecordedEvent, bool>? isWanted = null) =>
        shop.Events.Select(recorded => IsAbout(recorded, name) && (isWanted?.Invoke(recorded) ?? Text(recorded).Contains($"\"{property}\"", StringComparison.Ordinal)) ? WithMore(recorded, property, more) : recorded);

    private static bool IsAbout(RecordedEvent recorded, string name) =>
        recorded.Aggregate.Value == name || (recorded.Aggregate.Kind == AccountId.Kind && Text(recorded).Contains($"\"{name}\"", StringComparison.Ordinal));

    private static RecordedEvent WithText(RecordedEvent recorded, string from, string to) =>
        recorded with { Body = Encoding.UTF8.GetBytes(Text(recorded).Replace(from, to, StringComparison.Ordinal)) };

    private static RecordedEvent By(string principal, RecordedEvent recorded) => recorded with { Context = recorded.Context with { Principal = principal } };

    private RecordedEvent Payment(OrderId order, PaymentEvent happened)
    {
        var data = PaymentEventCodec.Instance.Encode(happened);
        return shop.Events.First(recorded => recorded.Aggregate.Value == PaymentOf(order)) with { Type = data.Type, Body = data.Body };
    }

    private RecordedEvent Account(AccountId account, AccountEvent happened)
    {
        var data = AccountEventCodec.Instance.Encode(happened);
        return shop.Events.First(recorded => recorded.Aggregate == account.Aggregate) with { Type = data.Type, Body = data.Body };
    }

    private static string Name(RecordedEvent recorded, string property) => JsonNode.Parse(recorded.Body.Span)![property]!.GetValue<string>(); // Named by the test.

    private static void AssertClean(Books books) => Assert.Empty(FaultsOf(books));

    private static void AssertOpen(OpenItems items, OrderId order, decimal amount)
    {
        Assert.Equal([order.Aggregate.Value], items.Kept);
        Assert.Equal((RetailAccounts.Currency, amount), Assert.Single(items.Sums.Select(sum => (sum.Key, sum.Value))));
    }
}
