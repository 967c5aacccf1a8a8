using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.StockLevels;
using CommandProcessor.Projections.TransactionHistory;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>What the views of a real shop show is what its aggregates are: folds that know nothing of each other.</summary>
[Collection(nameof(ShopCollection))]
public sealed class KeyedViewsTests(ShopFixture shop)
{
    [Fact]
    public void Every_stock_level_is_what_the_product_is()
    {
        var products = shop.Events.Where(recorded => recorded.Aggregate.Kind == Sku.Kind).GroupBy(recorded => recorded.Key).ToList();

        Assert.NotEmpty(products);
        Assert.All(products, product =>
        {
            var item = product.Select(StockEventCodec.Instance.Decode).Aggregate(StockItem.Initial, StockDecider.Evolve);
            var level = product.Aggregate(StockLevelsHead.Empty, (head, recorded) => StockLevelsProjection.Apply(head, null, recorded).Head);
            Assert.Equal(
                (item.Name, item.Category, item.Price, item.OnHand, item.Booked, item.Bookings.Count),
                (level.Name, level.Category, level.Price, level.OnHand, level.Booked, level.OpenBookingCount));
        });
    }

    [Fact]
    public void Every_entry_of_every_statement_leaves_what_the_account_then_was()
    {
        var owners = shop.Events.Where(recorded => recorded.Key.Kind == PartitionKey.CustomerKind).GroupBy(recorded => recorded.Key).ToList();
        var entryCount = owners.Sum(owner => CompareEntries(owner));

        Assert.True(entryCount > 500, $"{entryCount} entries were compared.");
    }

    [Fact]
    public void Every_order_shows_what_its_order_payment_and_shipments_are()
    {
        var customers = shop.Events.Where(recorded => recorded.Key.Kind == PartitionKey.CustomerKind).GroupBy(recorded => recorded.Key);
        var orders = customers.SelectMany(CompareOrders).ToList();

        Assert.Equal(150, orders.Count);
        Assert.Contains(orders, order => order.Shipments.Length > 1);
        Assert.Contains(orders, order => order.Payments.Any(payment => payment.RefundedAmount > 0));
        Assert.Contains(orders, order => order.WaitsFor is OrderWait.Warehouse);
    }

    private static ICollection<OrderView> CompareOrders(IEnumerable<RecordedEvent> events)
    {
        var (head, orders) = (CustomerOrdersHead.Empty, new Dictionary<string, OrderView>());
        var (payments, shipments) = (new Dictionary<string, Payment>(), new Dictionary<string, Shipment>());
        foreach (var recorded in events)
        {
            var number = CustomerOrdersProjection.ItemOf(recorded)?.Item;
            var folded = CustomerOrdersProjection.Apply(head, number is null ? null : orders.GetValueOrDefault(number), recorded);
            head = folded.Head;
            if (folded.Item is { } changed) orders[changed.Number] = changed;
            var name = recorded.Aggregate.GrainKey;
            if (recorded.Aggregate.Kind == PaymentId.Kind)
                payments[name] = PaymentDecider.Evolve(payments.GetValueOrDefault(name, Payment.Initial), PaymentEventCodec.Instance.Decode(recorded));
            if (recorded.Aggregate.Kind == ShipmentId.Kind)
                shipments[name] = ShipmentDecider.Evolve(shipments.GetValueOrDefault(name, Shipment.Initial), ShipmentEventCodec.Instance.Decode(recorded));
        }

        Assert.Equal(
            payments.Where(payment => orders.ContainsKey(payment.Value.Terms!.Order.Number)) // A payment that was requested has terms.
                .Select(payment => (payment.Key, payment.Value.Status, payment.Value.Amount, payment.Value.RefundedAmount, payment.Value.RefundingAmount)).Order(),
            orders.Values.SelectMany(order => order.Payments.Select(
                payment => (new PaymentId(events.First().Key.Name, payment.Number).GrainKey, payment.Status, payment.Amount, payment.RefundedAmount, payment.RefundingAmount))).Order());
        Assert.Equal(
            shipments.Select(shipment => (shipment.Key, shipment.Value.Status, shipment.Value.TrackingNumber)).Order(),
            orders.Values.SelectMany(order => order.Shipments.Select(
                shipment => (new ShipmentId(events.First().Key.Name, shipment.Number).GrainKey, shipment.Status, shipment.TrackingNumber))).Order());
        Assert.Equal(head.ByWait().Sum(wait => wait.Count), orders.Values.Count(order => order.WaitsFor is not OrderWait.Nobody));
        return orders.Values;
    }

    private static int CompareEntries(IEnumerable<RecordedEvent> events)
    {
        var (head, accounts, entryCount) = (TransactionHistoryHead.Empty, new Dictionary<string, Account>(), 0);
        foreach (var recorded in events)
        {
            if (recorded.Aggregate.Kind == AccountId.Kind)
            {
                var number = AccountId.Parse(recorded.Aggregate.GrainKey).Number;
                accounts[number] = AccountDecider.Evolve(accounts.GetValueOrDefault(number, Account.Initial), AccountEventCodec.Instance.Decode(recorded));
            }

            var folded = TransactionHistoryProjection.Apply(head, null, recorded);
            head = folded.Head;
            if (folded.Item is not { } item) continue;
            entryCount++;
            var account = accounts[head.Accounts[item.Account].Number];
            Assert.Equal(new AccountBalance(account.Balance, account.Held), item.Entry.After());
        }

        Assert.All(head.Accounts, account => Assert.Equal(
            accounts[account.Number].Holds.Select(hold => (hold.Key, hold.Value.Amount)).Order(), account.Holds.Select(hold => (hold.HoldId, hold.Amount)).Order()));
        return entryCount;
    }
}
