using System.Text;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Verification.Accounting;
using CommandProcessor.Testing;
using static CommandProcessor.Silo.Tests.Verification.Bookkeeping;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>The books of a real run agree; whatever is taken out of the journal, or changed in it, shows.</summary>
[Collection(nameof(ShopCollection))]
public sealed class BooksTests(ShopFixture shop)
{
    private const int TriesOfEach = 12;

    /// <summary>Late enough that whatever is left undone is older than its time-out, and early enough that nothing else is.</summary>
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void What_happened_adds_up()
    {
        var books = Add(shop.Events);

        AssertClean(books);
        var money = Assert.Single(books.Money.Totals());
        Assert.True(money is { AddsUp: true, InTransit: 0, PaidOut: 1, Held: > 0 }, money.ToString());
        var stock = books.Pieces;
        Assert.True(stock is { AddsUp: true, Shipped: > 0, CameBack: > 0, Booked: > 0 }, stock.ToString());
        Assert.Equal((150, 150, 5), (books.Processes.Orders.Count, books.Processes.Payments.Count, books.Processes.Transfers.Count));
    }

    [Fact]
    public void Aggregates_may_come_in_any_order() =>
        AssertClean(Add([.. shop.Events.GroupBy(recorded => recorded.Key.Value).Reverse().SelectMany(key => key)]));

    [Theory]
    [InlineData("account-opened")]
    [InlineData("account-deposited")]
    [InlineData("account-hold-placed")]
    [InlineData("account-hold-captured")]
    [InlineData("account-hold-released")]
    [InlineData("account-credited")]
    [InlineData("stock-product-registered")]
    [InlineData("stock-received")]
    [InlineData("stock-booked")]
    [InlineData("stock-booking-shipped")]
    [InlineData("stock-booking-cancelled")]
    [InlineData("order-placed")]
    [InlineData("order-confirmed")]
    [InlineData("order-rejected")]
    [InlineData("order-cancelled")]
    [InlineData("order-shipped")]
    [InlineData("order-delivered")]
    [InlineData("order-lost")]
    [InlineData("order-items-returned")]
    [InlineData("payment-requested")]
    [InlineData("payment-authorized")]
    [InlineData("payment-declined")]
    [InlineData("payment-voided")]
    [InlineData("payment-capture-requested")]
    [InlineData("payment-completed")]
    [InlineData("payment-refund-requested")]
    [InlineData("payment-refund-completed")]
    [InlineData("shipment-created")]
    [InlineData("shipment-dispatched")]
    [InlineData("shipment-delivered")]
    [InlineData("shipment-lost")]
    [InlineData("shipment-cancelled")]
    [InlineData("transfer-requested")]
    [InlineData("transfer-completed")]
    [InlineData("transfer-rejected")]
    public void An_event_that_is_missing_is_found(string type)
    {
        foreach (var missing in Some(type)) AssertFound(Add(shop.Events.Where(recorded => recorded != missing), after: TwoDays), missing);
    }

    [Theory]
    [InlineData("account-hold-placed", "amount")]
    [InlineData("account-hold-captured", "amount")]
    [InlineData("account-credited", "amount")]
    [InlineData("payment-capture-requested", "amount")]
    [InlineData("payment-refund-completed", "amount")]
    [InlineData("transfer-requested", "amount")]
    [InlineData("stock-booked", "quantity")]
    [InlineData("stock-booking-shipped", "quantity")]
    public void An_amount_that_was_changed_is_found(string type, string name)
    {
        // Of a transfer that was declined at once nothing moved to compare with.
        var declined = shop.Events.Where(recorded => recorded.Type == "account-hold-declined").Select(recorded => ((AccountEvent.HoldDeclined)AccountEventCodec.Instance.Decode(recorded)).Purpose).ToHashSet();
        foreach (var changed in Some(type).Where(recorded => !declined.Contains(recorded.Aggregate.Value)))
            AssertFound(Add(shop.Events.Select(recorded => recorded == changed ? WithMore(recorded, name, 1) : recorded)), changed);
    }

    [Theory]
    [InlineData("account-credited")]
    [InlineData("account-hold-captured")]
    [InlineData("stock-booking-shipped")]
    [InlineData("stock-booked")]
    [InlineData("order-placed")]
    public void An_event_that_is_there_twice_is_found(string type)
    {
        foreach (var twice in Some(type)) AssertFound(Add(shop.Events.SelectMany(recorded => recorded == twice ? [recorded, recorded] : (RecordedEvent[])[recorded])), twice);
    }

    [Fact]
    public void Money_that_arrives_at_another_account_than_it_was_sent_to_is_found()
    {
        var credited = shop.Events.First(recorded => recorded.Type == "account-credited");
        var elsewhere = credited with { Aggregate = new AccountId("ada", "main").Aggregate };

        AssertFound(Add(shop.Events.Where(recorded => recorded != credited).Append(elsewhere)), credited);
    }

    [Fact]
    public void A_count_that_does_not_fit_its_difference_is_found()
    {
        var registered = shop.Events.First(recorded => recorded.Type == "stock-received");
        var counted = registered with { Type = "stock-counted", Body = Encoding.UTF8.GetBytes("""{"counted":1,"difference":1,"reason":"x","countedAt":"2026-03-01T12:30:15+00:00"}""") };

        AssertFound(Add([.. shop.Events, counted]), counted);
    }

    [Fact]
    public void Goods_that_left_unbooked_are_accounted_for()
    {
        var shipped = shop.Events.Last(recorded => recorded.Type == "stock-booking-shipped");
        var e = (StockEvent.BookingShipped)StockEventCodec.Instance.Decode(shipped);
        var cancelled = StockEventCodec.Instance.Encode(new StockEvent.BookingCancelled(e.BookingId, e.Quantity, e.ShippedAt));
        var left = StockEventCodec.Instance.Encode(new StockEvent.StockLeftUnbooked(e.BookingId, e.Quantity, Missing: 1, e.ShippedAt));
        RecordedEvent[] instead = [shipped with { Type = cancelled.Type, Body = cancelled.Body }, shipped with { Type = left.Type, Body = left.Body }];

        var books = Add(shop.Events.SelectMany(recorded => recorded == shipped ? instead : [recorded]));

        AssertClean(books);
        Assert.Equal(1, books.Pieces.Counted - Add(shop.Events).Pieces.Counted);
        AssertFound(Add(shop.Events.SelectMany(recorded => recorded == shipped ? instead[..1] : [recorded])), instead[1]);
    }

    [Fact]
    public void What_outlives_its_time_out_is_found()
    {
        Assert.True(Add(shop.Events, after: TimeSpan.FromDays(29)).ProcessFaults.Count == 0);

        var books = Add(shop.Events, after: TimeSpan.FromDays(61));

        Assert.Contains(books.ProcessFaults.Kept, fault => fault.Contains("is Confirmed since", StringComparison.Ordinal));
        Assert.Contains(books.ProcessFaults.Kept, fault => fault.StartsWith("account", StringComparison.Ordinal) && fault.Contains("which expired", StringComparison.Ordinal));
        Assert.Contains(books.ProcessFaults.Kept, fault => fault.StartsWith("product", StringComparison.Ordinal) && fault.Contains("which expired", StringComparison.Ordinal));
    }

    /// <summary>Positions, versions and hashes of the copy are as they should be: only the sums tell that something is missing.</summary>
    [Fact]
    public async Task A_journal_copy_without_one_event_and_with_its_chain_mended_is_found()
    {
        await using var copy = await TestJournal.CreateSqliteAsync(Token);
        var missing = shop.Events.Last(recorded => recorded.Type == "account-credited");
        await CopyAsync(shop.Events.Where(recorded => recorded != missing), copy.Journal);
        for (var partition = 0; partition < copy.Journal.Partitioning.PartitionCount; partition++)
            Assert.Empty((await new JournalVerifier(copy.Journal).VerifyAsync(partition, progress: null, Token)).Faults);

        var books = await new BooksReader(copy.Journal, TimeProvider.System).ReadAsync(Token);

        AssertFound(books, missing);
    }

    [Fact]
    public async Task A_whole_journal_copy_adds_up()
    {
        await using var copy = await TestJournal.CreateSqliteAsync(Token);
        await CopyAsync(shop.Events, copy.Journal);

        AssertClean(await new BooksReader(copy.Journal, TimeProvider.System).ReadAsync(Token));
    }

    private static async Task CopyAsync(IEnumerable<RecordedEvent> events, IJournal journal)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var partition in events.GroupBy(recorded => journal.Partitioning.PartitionOf(recorded.Key)))
        {
            var writer = await journal.ClaimAsync(partition.Key, "a copyist", Token);
            foreach (var chunk in partition.Chunk(500))
            {
                AppendRequest[] requests = [.. chunk.Select(recorded => new AppendRequest(
                    recorded.Key, recorded.Aggregate, Next(recorded) - 1, recorded.Context with { CommandId = CommandId.New(TimeProvider.System) },
                    [new EventData(recorded.Type, recorded.SchemaVersion, recorded.Body)]))];
                var result = await writer.AppendAsync([.. requests], 0, Token);
                Assert.NotNull(result);
            }
        }

        long Next(RecordedEvent recorded) => versions[recorded.Aggregate.Value] = versions.GetValueOrDefault(recorded.Aggregate.Value) + 1;
    }

    private IEnumerable<RecordedEvent> Some(string type)
    {
        // Money that came from outside and was never used leaves no trace to compare with, nor does an account that never had any.
        var used = shop.Events.Where(recorded => recorded.Type == "account-hold-placed").Select(recorded => recorded.Aggregate.Value).ToHashSet();
        var isTraceless = type is "account-opened" or "account-deposited";
        RecordedEvent[] all = [.. shop.Events.Where(recorded => recorded.Type == type && (!isTraceless || used.Contains(recorded.Aggregate.Value)))];
        Assert.NotEmpty(all);
        return all.Where((_, index) => index % Math.Max(1, all.Length / TriesOfEach) == 0);
    }

    private static void AssertClean(Books books) =>
        Assert.Empty(FaultsOf(books));

    private static void AssertFound(Books books, RecordedEvent what) =>
        Assert.True(books.MoneyFaults.Count + books.StockFaults.Count + books.ProcessFaults.Count > 0, $"{what.Type} of {what.Aggregate} at {what.Partition}@{what.Position}: {Text(what)}");
}
