using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Tests.Reactors.Model;
using CommandProcessor.Silo.Verification.Accounting;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>Whatever may happen to orders, payments, goods and money, the books find nothing wrong with it whenever the processes are at rest.</summary>
public sealed class BooksModelTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const string RunsVariable = "COMMANDPROCESSOR_TEST_RUNS";
    private const int RunCountDefault = 60;

    [Fact]
    public async Task What_may_happen_adds_up_at_every_rest()
    {
        var wanted = Number(SeedVariable);
        var runCount = wanted is null ? Number(RunsVariable) ?? RunCountDefault : 1;
        var first = wanted ?? Random.Shared.Next(1_000_000_000);
        output.WriteLine($"{runCount} runs from seed {first} on; {SeedVariable} runs one alone, {RunsVariable} says how many.");
        var open = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var seed = first; seed < first + runCount; seed++) await Task.Run(() => Play(seed, open), TestContext.Current.CancellationToken);

        output.WriteLine(string.Join(", ", open));
    }

    private static void Play(int seed, SortedDictionary<string, long> open) => ModelRun.Play(seed, world =>
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1)); // What fell due in a leap of time may have met a fault, and is tried again.
        world.Rest(mayOwe: true);
        var books = new Books();
        foreach (var recorded in world.Journal.All) books.Apply(recorded);
        books.Close(world.Clock.Now);
        HashSet<string> told = [.. Outlived(world), .. world.Parked.Select(parked => parked.Process)]; // Who is parked is a refund that the shop cannot pay yet.
        var faults = books.MoneyFaults.Kept.Concat(books.StockFaults.Kept).Concat(books.ProcessFaults.Kept).Where(fault => !IsLateDouble(fault) && !told.Contains(fault.Split(' ')[0].TrimEnd(':'))).ToList();
        Assert.True(faults.Count == 0, $"Seed {seed} ({SeedVariable}={seed} runs it alone): {string.Join("; ", faults)}");
        Assert.Equal(0, books.Orders.ByHand.Count);
        Count(nameof(books.Orders.NotPaid), books.Orders.NotPaid);
        Count(nameof(books.Orders.PaidInPart), books.Orders.PaidInPart);
        Count(nameof(books.Orders.NotPaidBack), books.Orders.NotPaidBack);

        void Count(string name, OpenItems items) => open[name] = open.GetValueOrDefault(name) + items.Count;
    });

    /// <summary>
    /// A booking that was refused, and forgotten by a product that was let go of, is made after all when its message is delivered a second time, late: it
    /// stands until it expires, and is told until then.
    /// </summary>
    private static bool IsLateDouble(string fault) => fault.StartsWith("product", StringComparison.Ordinal) && fault.EndsWith("and the order is Rejected", StringComparison.Ordinal);

    /// <summary>
    /// Orders whose goods or money ran out before they left, because time leapt over all that was to happen meanwhile: an order that is not dispatched is
    /// cancelled long before. What becomes of them is told, and that is right.
    /// </summary>
    private static HashSet<string> Outlived(World world)
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var recorded in world.Journal.All)
        {
            if (recorded.Type == "stock-booking-expired" && StockEventCodec.Instance.Decode(recorded) is StockEvent.BookingExpired goods
                && Attempt.TryReadBooking(goods.BookingId, out var attempt, out _)) orders.Add(attempt.Order.Aggregate.Value);
            if (recorded.Type == "account-hold-expired" && AccountEventCodec.Instance.Decode(recorded) is AccountEvent.HoldExpired money
                && AggregateId.Names(money.Purpose, out PaymentId payment)) orders.Add(new OrderId(payment.Customer, payment.Number).Aggregate.Value);
        }

        return orders;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
