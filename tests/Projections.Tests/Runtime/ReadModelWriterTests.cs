using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class ReadModelWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrives_during_a_save_rides_together_in_the_next()
    {
        await using var side = await ReadSide.OpenAsync(new() { SaveWriterCount = 1 });
        var (first, sizes) = (new TaskCompletionSource(), new List<int>());
        side.Store.BeforeSave = group =>
        {
            sizes.Add(group.Count);
            return first.Task;
        };

        var saves = new List<Task<bool>> { side.Writer.SaveAsync(Change("first"), Token) };
        await Eventually.HoldsAsync("the first is being saved", () => Task.FromResult(sizes.Count == 1));
        saves.AddRange(Enumerable.Range(0, 100).Select(number => side.Writer.SaveAsync(Change($"c{number}"), Token)));
        first.SetResult();

        Assert.All(await Task.WhenAll(saves), Assert.True);
        Assert.Equal([1, 100], sizes);
    }

    [Fact]
    public async Task Two_changes_of_one_read_model_go_one_after_the_other()
    {
        await using var side = await ReadSide.OpenAsync(new() { SaveWriterCount = 1 });
        var held = new TaskCompletionSource();
        side.Store.BeforeSave = _ => held.Task;

        Task<bool>[] saves = [side.Writer.SaveAsync(Change("x"), Token), side.Writer.SaveAsync(Change("ada", 5), Token),
            side.Writer.SaveAsync(Change("ada", 4), Token)];
        held.SetResult();

        var accepted = await Task.WhenAll(saves);
        Assert.Equal([true, true, false], accepted);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_does_not_hold_up_the_others()
    {
        await using var side = await ReadSide.OpenAsync(new() { SaveWriterCount = 1 });
        var held = new TaskCompletionSource();
        side.Store.BeforeSave = async group =>
        {
            await held.Task;
            if (group.Any(change => change.Address.Key.Name == "poison"))
                throw new ReadModelException("The value is too long.", isTransient: false);
        };

        var good = Enumerable.Range(0, 10).Select(number => side.Writer.SaveAsync(Change($"c{number}"), Token)).ToList();
        var bad = side.Writer.SaveAsync(Change("poison"), Token);
        held.SetResult();

        Assert.All(await Task.WhenAll(good), Assert.True);
        await Assert.ThrowsAsync<ReadModelException>(() => bad);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_so()
    {
        await using var side = await ReadSide.OpenAsync(new() { SaveWriterCount = 1, SaveGroupMax = 1, SaveQueueMax = 2 });
        var (held, saving) = (new TaskCompletionSource(), 0);
        side.Store.BeforeSave = _ =>
        {
            Interlocked.Increment(ref saving);
            return held.Task;
        };
        List<Task> taken = [side.Writer.SaveAsync(Change("a"), Token)];
        await Eventually.HoldsAsync("the first is being saved", () => Task.FromResult(Volatile.Read(ref saving) == 1));
        taken.Add(side.Writer.SaveAsync(Change("b"), Token));
        taken.Add(side.Writer.SaveAsync(Change("c"), Token));

        var exception = await Assert.ThrowsAsync<ReadModelException>(() => side.Writer.SaveAsync(Change("d"), Token));
        held.SetResult();
        await Task.WhenAll(taken);

        Assert.True(exception.IsTransient);
        Assert.Contains("ProjectionOptions.SaveQueueMax 2", exception.Message, StringComparison.Ordinal);
    }

    private static ReadModelChange Change(string customer, long position = 1) =>
        new(new(Models.CustomerOrders, PartitionKey.Customer(customer)), 0, position, "{}", []);
}
