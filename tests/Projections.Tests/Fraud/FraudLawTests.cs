using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Fraud;

/// <summary>What holds of the report over random histories; a failure names the seed.</summary>
public sealed class FraudLawTests(ITestOutputHelper output)
{
    private static readonly string[] Customers = ["ada", "bob", "eve", "mallory", "trent"];
    private static readonly FraudReportRequest Everything = new(CountMax: FraudReportRequest.AlertCountMax);

    [Fact]
    public async Task The_partitions_together_say_what_one_partition_would()
    {
        foreach (var seed in Seeds())
        {
            var (one, many) = (new MemoryJournal(1), new MemoryJournal(5));
            Happen(one, seed, acknowledges: false);
            Happen(many, seed, acknowledges: false);

            var whole = FraudReports.Of((await one.FoldAsync(Projection())).Model, Everything, ViewFreshness.None);
            var parts = await many.FoldAllAsync(Projection());
            var merged = FraudReports.Merge([.. parts.Select(part => FraudReports.Of(part, Everything, ViewFreshness.None))], Everything);

            Assert.Equal(whole.Totals, merged.Totals);
            Assert.Equal(whole.OpenCount, merged.OpenCount);
            Assert.Equal(Essence(whole), Essence(merged));
        }
    }

    [Fact]
    public async Task The_alerts_are_those_of_a_slow_and_obvious_count()
    {
        foreach (var seed in Seeds())
        {
            var journal = new MemoryJournal(1);
            Happen(journal, seed, acknowledges: false);
            var model = (await journal.FoldAsync(Projection())).Model;

            var expected = SlowFraud.AlertsOf(await journal.ReadPartitionAsync(0, 1, int.MaxValue, TestContext.Current.CancellationToken), Options());

            Assert.Equal(expected.Order(StringComparer.Ordinal), model.Open.Rows.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_silo_that_comes_back_goes_on_as_if_it_had_never_been_away()
    {
        foreach (var seed in Seeds())
        {
            var journal = new MemoryJournal(1);
            Happen(journal, seed, acknowledges: true);
            var events = await journal.ReadPartitionAsync(0, 1, int.MaxValue, TestContext.Current.CancellationToken);
            var half = new ModelFold<FraudModel>(Projection());
            foreach (var recorded in events.Take(events.Count / 2)) half.Fold(recorded);

            var reloaded = Projection().Reloaded(half.Model);
            foreach (var recorded in events.Skip(events.Count / 2)) Projection().Apply(reloaded, recorded);

            Assert.Equal((await journal.FoldAsync(Projection())).Model.Stored(), reloaded.Stored());
        }
    }

    [Fact]
    public async Task Whatever_happens_the_rows_are_bounded()
    {
        var options = Options();
        (options.CustomerCountMax, options.OpenAlertCountMax, options.EvidenceCountMax) = (8, 4, 3);
        var journal = new MemoryJournal(1);
        var doings = new Doings(journal);
        for (var at = 0; at < 400; at++) doings.Order($"c{at % 100}", 5_000, minute: at / 10d);

        var model = (await journal.FoldAsync(new FraudProjection(options))).Model;

        Assert.Equal((8, 4, 4), (model.Customers.Rows.Count, model.Open.Count, model.Queue.Count));
        Assert.All(model.Open.Rows.Values, alert => Assert.InRange(alert.Evidence.Length, 1, 3));
        Assert.Equal(100, model.Totals.Rows.Values.Sum(total => total.Raised)); // One who was forgotten is not new.
    }

    private IEnumerable<int> Seeds()
    {
        var first = Environment.TickCount;
        for (var seed = first; seed < first + 40; seed++)
        {
            output.WriteLine($"Seed {seed}");
            yield return seed;
        }
    }

    private static IEnumerable<(string, FraudRule, int, DateTimeOffset)> Essence(FraudReport report) =>
        report.Open.Select(alert => (alert.Id.Customer, alert.Rule, alert.Score, alert.RaisedAt)).Order();

    private static FraudOptions Options()
    {
        var options = new FraudOptions();
        (options.Velocity.CountMin, options.UnusualAmount.HistoryCountMin, options.DeclinesThenSuccess.CountMin) = (3, 3, 2);
        (options.RefundAbuse.CountMin, options.ManyPayers.CountMin) = (2, 3);
        return options;
    }

    private static FraudProjection Projection() => new(Options());

    private static void Happen(MemoryJournal journal, int seed, bool acknowledges)
    {
        var (random, doings) = (new Random(seed), new Doings(journal));
        for (var at = 0; at < 300; at++)
        {
            var customer = Customers[random.Next(Customers.Length)];
            var minute = at * 3 + random.Next(40); // Not always in the order of time.
            var recorded = random.Next(9) switch
            {
                0 => doings.Open(customer, minute),
                1 or 2 => doings.Order(customer, random.Next(1, 50) * (random.Next(8) == 0 ? 40 : 1), minute),
                3 => doings.Transfer(customer, minute),
                4 => doings.Decline(customer, minute),
                5 => doings.Authorize(customer, minute),
                6 => doings.Complete(customer, random.Next(1, 50), minute),
                7 => doings.Refund(customer, random.Next(1, 50), minute),
                _ => doings.Arrive(customer, Customers[random.Next(Customers.Length)], minute),
            };
            if (acknowledges) doings.Acknowledge(new(customer, $"velocity-{recorded.Position}"), FraudVerdict.Fraud);
        }
    }
}
