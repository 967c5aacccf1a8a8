using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Testing.Journals;
using CsCheck;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    private const int OrderCount = 6;

    /// <summary>One step of a random history: whose request, with what error in its expected version, and how many events.</summary>
    private sealed record Step(int Order, int VersionError, int EventCount);

    private static readonly Gen<Step[][]> Histories = Gen
        .Select(Gen.Int[0, OrderCount - 1], Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[-2, 2])), Gen.Int[1, 4], (order, error, count) => new Step(order, error, count))
        .Array[0, 6].Array[1, 12];

    /// <summary>
    /// Whatever comes in whatever groups, by a writer that remembers or by one that has just begun: the journal does what a list and a
    /// dictionary would do.
    /// </summary>
    [Fact]
    public async Task Any_history_is_appended_as_a_model_of_it_says()
    {
        var customers = CustomersOf(0).Take(2).ToList();
        var run = 0;
        await Histories.SampleAsync(async history =>
        {
            var firstOrder = Interlocked.Increment(ref run) * 1_000;
            var versions = new Dictionary<int, long>();
            IPartitionWriter? writer = null;
            foreach (var (number, group) in history.Index())
            {
                if (writer is null || number % 3 == 0) writer = await Journal.ClaimAsync(0, Owner, Cancellation);
                var expected = new List<long?>();
                var requests = new List<AppendRequest>();
                foreach (var (order, error, count) in group)
                {
                    var version = versions.GetValueOrDefault(order);
                    var request = Request(customers[order % 2], firstOrder + order, Math.Max(0, version + error), count);
                    var isConflict = request.ExpectedVersion != version;
                    expected.Add(isConflict ? version : null);
                    if (!isConflict) versions[order] = version + count;
                    requests.Add(request);
                }

                var results = await writer.AppendAsync(requests, writer.Published, Cancellation);

                Assert.Equal(expected, results.Select(result => result is AppendResult.Conflict conflict ? conflict.ActualVersion : (long?)null));
            }

            foreach (var (order, version) in versions)
            {
                var events = await Journal.ReadAggregateAsync(Key(customers[order % 2]), Order(customers[order % 2], firstOrder + order), 1, 1_000, Cancellation);
                Assert.Equal(version, events.Count);
            }
        }, iter: 40, threads: 1);

        await AssertVerifiedAsync();
        foreach (var customer in customers) await AssertKeyIsItsPartOfThePartitionAsync(customer);
    }

    private async Task AssertKeyIsItsPartOfThePartitionAsync(string customer)
    {
        var expected = (await ReadAllAsync(0)).Where(recorded => recorded.Key == Key(customer)).Select(recorded => recorded.Position);
        var byKey = await Journal.ReadKeyAsync(Key(customer), 1, 10_000, Cancellation);
        Assert.Equal(expected, byKey.Select(recorded => recorded.Position));
    }
}
