using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Testing.Journals;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_writer_whose_epoch_is_old_can_append_nothing()
    {
        var old = await ClaimAsync("ann");
        await old.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
        var young = await ClaimAsync("ann");

        var fenced = await Assert.ThrowsAsync<PartitionFencedException>(() => old.AppendAsync([Request("ann", 2, 0)], 1, Cancellation));

        Assert.Equal((old.Partition, old.Epoch), (fenced.Partition, fenced.Epoch));
        Assert.Equal(old.Epoch + 1, young.Epoch);
        Assert.Single(await ReadAllAsync(old.Partition));
        Assert.Equal(0, (await Journal.GetStateAsync(old.Partition, Cancellation)).Published);
        Appended((await young.AppendAsync([Request("ann", 2, 0)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task An_old_writer_learns_that_it_is_fenced_from_saving_and_from_a_conflict()
    {
        var first = await ClaimAsync("ann");
        await first.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
        var second = await ClaimAsync("ann");
        var third = await ClaimAsync("ann");

        await Assert.ThrowsAsync<PartitionFencedException>(() => first.SavePublishedAsync(1, Cancellation));
        await Assert.ThrowsAsync<PartitionFencedException>(() => second.AppendAsync([Request("ann", 1, 0)], 0, Cancellation));

        Assert.Equal(0, third.Published);
    }

    [Fact]
    public async Task A_writer_that_failed_takes_nothing_more()
    {
        var old = await ClaimAsync("ann");
        await ClaimAsync("ann");
        await Assert.ThrowsAsync<PartitionFencedException>(() => old.AppendAsync([Request("ann", 1, 0)], 0, Cancellation));

        await Assert.ThrowsAsync<InvalidOperationException>(() => old.AppendAsync([Request("ann", 1, 0)], 0, Cancellation));
    }

    [Fact]
    public async Task A_writer_takes_one_append_at_a_time()
    {
        var writer = await ClaimAsync("ann");

        var first = writer.AppendAsync([Request("ann", 1, 0, 1_000)], 0, Cancellation);
        var second = writer.AppendAsync([Request("ann", 2, 0)], 0, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Appended((await first)[0]);
        Appended((await writer.AppendAsync([Request("ann", 2, 0)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task Of_partitions_that_commit_together_only_those_are_fenced_that_were_claimed_anew()
    {
        string[] customers = [.. Enumerable.Range(0, 1_000).Select(number => $"customer-{number}").DistinctBy(PartitionOf)];
        var writers = await Task.WhenAll(customers.Select(ClaimAsync));
        await ClaimAsync(customers[0]);

        for (var round = 0; round < 50; round++)
        {
            await Task.WhenAll(writers.Skip(1).Select((writer, index) =>
                writer.AppendAsync([Request(customers[index + 1], 1, round)], 0, Cancellation)));
        }

        var last = writers.Select((writer, index) => writer.AppendAsync([Request(customers[index], 2, 0)], 0, Cancellation)).ToArray();
        await Assert.ThrowsAsync<PartitionFencedException>(() => last[0]);
        foreach (var append in last.Skip(1)) Appended((await append)[0]);
        Assert.Empty(await ReadAllAsync(writers[0].Partition));
        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task Of_partitions_that_commit_together_one_that_is_wrong_about_a_version_hinders_none()
    {
        string[] customers = [.. Enumerable.Range(0, 1_000).Select(number => $"customer-{number}").DistinctBy(PartitionOf)];
        foreach (var customer in customers) Appended((await (await ClaimAsync(customer)).AppendAsync([Request(customer, 1, 0)], 0, Cancellation))[0]);
        await using var cold = Open(PartitionCount, options => options.WarmEventCountMax = 0);
        var writers = await Task.WhenAll(customers.Select(customer => cold.ClaimAsync(PartitionOf(customer), Owner, Cancellation)));

        // Every second one believes an aggregate new that is not, which only the unique index can tell it.
        var results = await Task.WhenAll(writers.Select((writer, index) =>
            writer.AppendAsync([Request(customers[index], index % 2 == 0 ? 1 : 2, 0)], 0, Cancellation)));

        for (var index = 0; index < results.Length; index++)
        {
            if (index % 2 == 0) Assert.Equal(1, Conflict(results[index][0]));
            else Appended(results[index][0]);
        }

        await AssertVerifiedAsync();
    }

    /// <summary>Each of two programs claims, appends as long as it may, and claims again when it was fenced: thousands of appends, hundreds of claims.</summary>
    [Fact]
    public async Task Two_writers_on_one_partition_lose_and_double_nothing()
    {
        await using var other = Open(PartitionCount);

        await FightAsync(other);
    }

    [Fact]
    public async Task Two_writers_in_one_program_lose_and_double_nothing() => await FightAsync(Journal);

    private async Task FightAsync(IJournal other)
    {
        const int AppendCount = 1_000;
        var partition = PartitionOf("ann");

        var acknowledged = await Task.WhenAll(WriteAsync(Journal, "ann", seed: 1), WriteAsync(other, "ann", seed: 2));

        var events = await ReadAllAsync(partition);
        var commands = events.Select(recorded => recorded.Context.CommandId).ToList();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(position => (long)position), events.Select(recorded => recorded.Position));
        Assert.Equal(commands.Count, commands.Distinct().Count());
        Assert.Equal(acknowledged.SelectMany(ids => ids).ToHashSet(), commands.ToHashSet());
        Assert.Equal(2 * AppendCount, commands.Count);
        Assert.True((await Journal.GetStateAsync(partition, Cancellation)).Epoch > 20, "The writers did not fight.");
        await AssertVerifiedAsync();

        async Task<List<CommandId>> WriteAsync(IJournal journal, string customer, int seed)
        {
            var random = new Random(seed);
            var done = new List<CommandId>();
            var versions = new Dictionary<long, long>();
            IPartitionWriter? writer = null;
            while (done.Count < AppendCount)
            {
                writer ??= await journal.ClaimAsync(partition, $"writer {seed}", Cancellation);
                var order = random.Next(20);
                var request = Request(customer, order, versions.GetValueOrDefault(order));
                try
                {
                    var result = (await writer.AppendAsync([request], writer.Head, Cancellation))[0];
                    if (result is AppendResult.Appended) done.Add(request.Context.CommandId);
                    versions[order] = result is AppendResult.Conflict conflict ? conflict.ActualVersion : request.ExpectedVersion + 1;
                    if (random.Next(10) == 0) await Task.Yield();
                    if (random.Next(25) == 0) writer = null;
                }
                catch (PartitionFencedException)
                {
                    writer = null;
                }
            }

            return done;
        }
    }

    [Fact]
    public async Task An_append_that_is_cut_off_is_there_wholly_or_not_at_all()
    {
        const int AppendCount = 200;
        const int EventCount = 20;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var appended = new List<(long Order, bool IsKnown)>();
        var writer = await ClaimAsync("ann");

        for (var order = 0; order < AppendCount; order++)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var append = Task.Run(() => writer.AppendAsync([Request("ann", order, 0, EventCount)], 0, cut.Token), Cancellation);
            try
            {
                for (var spins = random.Next(200); spins > 0; spins--) await Task.Yield();
                await cut.CancelAsync();
                await append;
                appended.Add((order, true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or JournalException { IsOutcomeUnknown: true })
            {
                appended.Add((order, false));
                writer = await ClaimAsync("ann");
            }
        }

        var events = await ReadAllAsync(writer.Partition);
        foreach (var (order, isKnown) in appended)
        {
            var count = events.Count(recorded => recorded.Aggregate == Order("ann", order));
            if (isKnown) Assert.Equal(EventCount, count);
            else Assert.True(count is 0 or EventCount, $"Order {order} has {count} events.");
        }

        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task All_partitions_can_be_written_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, PartitionCount).Select(async partition =>
        {
            var customers = CustomersOf(partition).Take(10).ToList();
            var writer = await Journal.ClaimAsync(partition, Owner, Cancellation);
            for (var version = 0; version < 50; version++)
                Assert.All(await writer.AppendAsync([.. customers.Select(customer => Request(customer, 1, version))], 0, Cancellation), result => Appended(result));
        }));

        for (var partition = 0; partition < PartitionCount; partition++)
            Assert.Equal(500, (await Journal.GetStateAsync(partition, Cancellation)).Head);
        await AssertVerifiedAsync();
    }
}
