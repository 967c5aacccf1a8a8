using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CsCheck;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>
/// Whatever the road does to the events, and whatever happens to the silo, the read model ends as a fresh fold of the journal.
/// </summary>
public sealed class ProjectedKeyLawTests
{
    private const int Iterations = 60;
    private const string Ada = "ada";

    [Fact]
    public Task Any_delivery_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await DeliverAsync(seed, activationCount: 1, failures: false)).Differences),
        iter: Iterations, threads: 2);

    [Fact]
    public Task Any_delivery_through_crashes_and_failing_saves_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await DeliverAsync(seed, activationCount: 1, failures: true)).Differences),
        iter: Iterations, threads: 2);

    [Fact]
    public Task Any_delivery_to_two_activations_that_race_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => Assert.Empty((await DeliverAsync(seed, activationCount: 2, failures: false)).Differences),
        iter: Iterations, threads: 2);

    [Fact]
    public Task Batches_fold_as_their_events_do_one_by_one() => Gen.Int[0, int.MaxValue - 1].SampleAsync(async seed =>
    {
        await using var singly = await ReadSide.OpenAsync(journal: new MemoryJournal(1));
        var events = new Shop(singly.Journal, new(seed)).Run([Ada], 40);
        await using var together = await ReadSide.OpenAsync(journal: singly.Journal);
        using var one = singly.Activate(Ada);
        using var other = together.Activate(Ada);

        foreach (var recorded in events) await one.DeliverAsync([recorded]);
        await other.DeliverAsync(events);

        var first = await singly.Store.FindAsync(Models.Of(Ada), CancellationToken.None);
        var second = await together.Store.FindAsync(Models.Of(Ada), CancellationToken.None);
        Assert.Equal(first, second);
    }, iter: Iterations / 3, threads: 2);

    /// <summary>
    /// Events that cannot be applied come and are repaired, while journal and database go and come back and somebody tries again all the time.
    /// </summary>
    [Fact]
    public Task Any_redrive_through_failing_databases_ends_as_the_fresh_fold() => Gen.Int[0, int.MaxValue - 1].SampleAsync(async seed =>
    {
        var random = new Random(seed);
        await using var side = await ReadSide.OpenAsync(new() { ItemsInMemoryMax = random.Next(1, 6), FillPageSize = random.Next(1, 6) }, new MemoryJournal(1));
        var shop = new Shop(side.Journal, random);
        var (ada, broken) = (side.Activate(Ada), new List<RecordedEvent>());
        var first = side.Journal.Append(new OrderId(Ada, "first"), Sample.Placed());
        for (var step = 0; step < 60; step++)
        {
            side.Journal.GoAwayAfter(random.Next(2) == 0 ? int.MaxValue : random.Next(6));
            side.Store.FailSaves(PartitionKey.Customer(Ada), random.Next(4) == 0 ? 1 : 0);
            var parkingFails = random.Next(4) == 0;
            side.Store.BeforeParking = () => parkingFails ? throw new ReadModelException("The database is away.", isTransient: true) : Task.CompletedTask;
            if (random.Next(12) == 0) ada = side.Activate(Ada);
            switch (random.Next(6))
            {
                case 0:
                    broken.Add(side.Journal.Append(PartitionKey.Customer(Ada), first.Aggregate, new("order-teleported", 1, "{}"u8.ToArray())));
                    await TryAsync(() => ada.DeliverAsync([broken[^1]]));
                    break;
                case 1 when broken.Count > 0:
                    Repair(side.Journal, broken);
                    break;
                case 2:
                    await TryAsync(() => ada.RedriveAsync());
                    break;
                default:
                    var events = shop.Run([Ada, "bob"], random.Next(1, 4)).Where(recorded => recorded.Key.Name == Ada).ToList();
                    await TryAsync(() => ada.DeliverAsync(events));
                    break;
            }
        }

        side.Journal.IsAway = false;
        side.Store.FailSaves(PartitionKey.Customer(Ada), 0);
        side.Store.BeforeParking = null;
        while (broken.Count > 0) Repair(side.Journal, broken);
        await ada.RedriveAsync();
        Assert.Null((await ada.GetHeadAsync(AtLeast.Anything, CancellationToken.None)).StaleSince);
        using var bob = side.Activate("bob");
        await bob.GetHeadAsync(AtLeast.Anything, CancellationToken.None);
        await bob.DrainAsync(CancellationToken.None);
        var report = await side.VerifyAsync();
        Assert.Empty(report.Differences);
        Assert.Equal(0, report.Parked);
    }, iter: Iterations, threads: 2);

    /// <summary>What the road brings is brought again; who tries again is told that it failed.</summary>
    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is ReadModelException or JournalException)
        {
            // Later.
        }
    }

    private static void Repair(MemoryJournal journal, List<RecordedEvent> broken)
    {
        journal.Repair(broken[0], OrderEventCodec.Instance.Encode(Sample.Amended(3)));
        broken.RemoveAt(0);
    }

    /// <summary>
    /// Everything that a road may do, from a seed: doubled, dropped, shuffled, in batches of any size, to grains that come and go.
    /// </summary>
    private static async Task<VerificationReport> DeliverAsync(int seed, int activationCount, bool failures)
    {
        var random = new Random(seed);
        var options = new ProjectionOptions { ItemsInMemoryMax = random.Next(1, 6), FillPageSize = random.Next(2, 9) };
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1)); // One partition, so that keys share its positions.
        var events = new Shop(side.Journal, random).Run([Ada, "bob"], random.Next(1, 60));
        var activations = Enumerable.Range(0, activationCount).Select(_ => (Ada: side.Activate(Ada), Bob: side.Activate("bob"))).ToArray();

        foreach (var batch in Road.Batches(events, random))
        {
            var at = random.Next(activationCount);
            if (random.Next(8) == 0) activations[at] = (side.Activate(Ada), side.Activate("bob"));
            if (failures && random.Next(3) == 0) side.Store.FailSaves(batch[0].Key, random.Next(1, 3));
            var key = batch[0].Key.Name == Ada ? activations[at].Ada : activations[at].Bob;
            await Road.BringAsync(() => key.DeliverAsync(batch));
        }

        foreach (var recorded in events) side.Store.FailSaves(recorded.Key, 0);

        // What the road lost at the very end is noticed by whoever asks for it.
        foreach (var activation in activations)
        {
            await activation.Ada.GetHeadAsync(new(events[^1].Position), CancellationToken.None);
            await activation.Bob.GetHeadAsync(new(events[^1].Position), CancellationToken.None);
            await activation.Ada.DrainAsync(CancellationToken.None);
            await activation.Bob.DrainAsync(CancellationToken.None);
        }

        return await side.VerifyAsync();
    }
}
