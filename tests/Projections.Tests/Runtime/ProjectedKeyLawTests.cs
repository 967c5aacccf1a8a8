using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
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

        var first = await singly.Store.LoadAsync(Models.Of(Ada), CancellationToken.None);
        var second = await together.Store.LoadAsync(Models.Of(Ada), CancellationToken.None);
        Assert.Equal(first, second);
    }, iter: Iterations / 3, threads: 2);

    /// <summary>
    /// Everything that a road may do, from a seed: doubled, dropped, shuffled, in batches of any size, to grains that come and go.
    /// </summary>
    private static async Task<VerificationReport> DeliverAsync(int seed, int activationCount, bool failures)
    {
        var random = new Random(seed);
        var options = new ProjectionOptions { ItemsInMemoryMax = random.Next(1, 6), FillPageSize = random.Next(2, 9) };
        await using var side = await ReadSide.OpenAsync(options, new MemoryJournal(1)); // One partition, so that keys share its positions.
        var events = new Shop(side.Journal, random).Run([Ada, "bob"], random.Next(1, 60));
        var road = Road(events, random).ToList();
        var activations = Enumerable.Range(0, activationCount).Select(_ => (Ada: side.Activate(Ada), Bob: side.Activate("bob"))).ToArray();

        foreach (var batch in Batches(road, random))
        {
            var at = random.Next(activationCount);
            if (random.Next(8) == 0) activations[at] = (side.Activate(Ada), side.Activate("bob"));
            if (failures && random.Next(3) == 0) side.Store.FailSaves(batch[0].Key, random.Next(1, 3));
            var key = batch[0].Key.Name == Ada ? activations[at].Ada : activations[at].Bob;
            await DeliverUntilTakenAsync(key, batch);
        }

        // What the road lost at the very end is noticed by whoever asks for it.
        foreach (var activation in activations)
        {
            await activation.Ada.GetHeadAsync(new(events[^1].Position, TimeSpan.Zero), CancellationToken.None);
            await activation.Bob.GetHeadAsync(new(events[^1].Position, TimeSpan.Zero), CancellationToken.None);
            await activation.Ada.DrainAsync(CancellationToken.None);
            await activation.Bob.DrainAsync(CancellationToken.None);
        }

        return await side.VerifyAsync();
    }

    private static async Task DeliverUntilTakenAsync(ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> key,
        IReadOnlyList<RecordedEvent> batch)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                await key.DeliverAsync(batch);
                return;
            }
            catch (ReadModelException)
            {
                // As the road does it: again.
            }
        }

        Assert.Fail("The batch was never taken.");
    }

    private static IEnumerable<RecordedEvent> Road(IReadOnlyList<RecordedEvent> events, Random random)
    {
        var disorder = random.Next(4);
        var road = events.Where(_ => random.Next(6) != 0).SelectMany(recorded => Enumerable.Repeat(recorded, random.Next(5) == 0 ? 2 : 1));
        return road
            .Select((recorded, at) => (Recorded: recorded, At: at + random.Next((disorder * disorder) + 1)))
            .OrderBy(pair => pair.At)
            .Select(pair => pair.Recorded);
    }

    private static IEnumerable<List<RecordedEvent>> Batches(IEnumerable<RecordedEvent> road, Random random)
    {
        var open = new Dictionary<PartitionKey, List<RecordedEvent>>();
        foreach (var recorded in road)
        {
            if (!open.TryGetValue(recorded.Key, out var batch)) open.Add(recorded.Key, batch = []);
            batch.Add(recorded);
            if (random.Next(3) != 0) continue;
            open.Remove(recorded.Key);
            yield return batch;
        }

        foreach (var batch in open.Values) yield return batch;
    }
}
