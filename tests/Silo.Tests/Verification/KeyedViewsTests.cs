using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Projections.StockLevels;
using CommandProcessor.Projections.TransactionHistory;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>What the views of a real shop show is what its aggregates are: folds that know nothing of each other.</summary>
public sealed class KeyedViewsTests(ShopFixture shop) : IClassFixture<ShopFixture>
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
