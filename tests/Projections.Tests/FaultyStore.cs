using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests;

/// <summary>A store that can be taken away, slowed down, and watched.</summary>
public sealed class FaultyStore(IReadModelStore store) : IReadModelStore
{
    private readonly ConcurrentDictionary<PartitionKey, int> _failures = new();

    /// <summary>Before saving; throws to fail the save.</summary>
    public Func<IReadOnlyList<ReadModelChange>, Task>? BeforeSave { get; set; }

    /// <summary>After saving: told what was turned away.</summary>
    public Action<IReadOnlyList<ReadModelAddress>>? AfterSave { get; set; }

    /// <summary>Before a partition that was folded anew takes its place; throws to keep it from that.</summary>
    public Func<CancellationToken, Task>? BeforeSwap { get; set; }

    /// <summary>Before a read model is marked as parked, or no more; throws to fail that.</summary>
    public Func<Task>? BeforeParking { get; set; }

    /// <summary>Before a page is read.</summary>
    public Func<Task>? BeforePage { get; set; }

    /// <summary>Every save of that key that was done.</summary>
    public ConcurrentQueue<ReadModelChange> Saved { get; } = new();

    /// <summary>How many heads each load asked for.</summary>
    public ConcurrentQueue<int> LoadSizes { get; } = new();

    /// <summary>How often items were read.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Fails the next saves of a key.</summary>
    public void FailSaves(PartitionKey key, int count) => _failures[key] = count;

    public int FailuresLeft(PartitionKey key) => _failures.GetValueOrDefault(key);

    public async Task<IReadOnlyList<ReadModelAddress>> SaveAsync(IReadOnlyList<ReadModelChange> group, CancellationToken cancellationToken)
    {
        if (BeforeSave is { } before) await before(group);
        foreach (var change in group)
        {
            if (_failures.TryGetValue(change.Address.Key, out var left) && left > 0)
            {
                _failures[change.Address.Key] = left - 1;
                throw new ReadModelException("The database is away.", isTransient: true);
            }
        }

        var rejected = await store.SaveAsync(group, cancellationToken);
        foreach (var change in group) Saved.Enqueue(change);
        AfterSave?.Invoke(rejected);
        return rejected;
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public Task<IReadOnlyList<ReadModelRow?>> LoadAsync(IReadOnlyList<ReadModelAddress> addresses, CancellationToken cancellationToken)
    {
        LoadSizes.Enqueue(addresses.Count);
        return store.LoadAsync(addresses, cancellationToken);
    }

    public Task<IReadOnlyList<ItemRow?>> LoadItemsAsync(IReadOnlyList<ItemAddress> addresses, CancellationToken cancellationToken)
    {
        ReadCount++;
        return store.LoadItemsAsync(addresses, cancellationToken);
    }

    public async Task<IReadOnlyList<ItemRow>> ReadPageAsync(ReadModelId model, ItemPage page, CancellationToken cancellationToken)
    {
        ReadCount++;
        if (BeforePage is { } before) await before();
        return await store.ReadPageAsync(model, page, cancellationToken);
    }

    public async Task<bool> ParkAsync(ReadModelAddress address, ReadModelRow head, CancellationToken cancellationToken)
    {
        if (BeforeParking is { } before) await before();
        return await store.ParkAsync(address, head, cancellationToken);
    }

    public Task<bool> ParkForAsync(ReadModelAddress whole, long generation, ReadModelRow head, CancellationToken cancellationToken) =>
        store.ParkForAsync(whole, generation, head, cancellationToken);

    public async Task UnparkAsync(ReadModelAddress address, CancellationToken cancellationToken)
    {
        if (BeforeParking is { } before) await before();
        await store.UnparkAsync(address, cancellationToken);
    }

    public Task<IReadOnlyList<ReadModelRow>> ListParkedAsync(ReadModelId model, PartitionKey? after, int countMax,
        CancellationToken cancellationToken) =>
        store.ListParkedAsync(model, after, countMax, cancellationToken);

    public Task<long> CountParkedAsync(ReadModelId model, CancellationToken cancellationToken) =>
        store.CountParkedAsync(model, cancellationToken);

    public Task<IReadOnlyList<ReadModelRow>> ReadPartitionAsync(
        ReadModelId model, int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        store.ReadPartitionAsync(model, partition, after, countMax, cancellationToken);

    public Task<IReadOnlyList<ItemRow>> ReadItemsAsync(
        ReadModelId model, IReadOnlyList<PartitionKey> keys, ItemRow? after, int countMax, CancellationToken cancellationToken)
    {
        ReadCount++;
        return store.ReadItemsAsync(model, keys, after, countMax, cancellationToken);
    }

    public Task DeleteAsync(ReadModelAddress address, CancellationToken cancellationToken) => store.DeleteAsync(address, cancellationToken);

    public Task DeletePartitionAsync(ReadModelId model, int partition, CancellationToken cancellationToken) =>
        store.DeletePartitionAsync(model, partition, cancellationToken);

    public Task BeginPartitionAsync(
        ReadModelAddress address, int partition, long generation, Func<SaveTransaction, CancellationToken, Task>? beside, CancellationToken cancellationToken) =>
        store.BeginPartitionAsync(address, partition, generation, beside, cancellationToken);

    public async Task<bool> SwapPartitionAsync(PartitionSwap swap, CancellationToken cancellationToken)
    {
        if (BeforeSwap is { } before) await before(cancellationToken);
        return await store.SwapPartitionAsync(swap, cancellationToken);
    }

    public Task<int> DeleteVersionAsync(ReadModelId model, int countMax, CancellationToken cancellationToken) =>
        store.DeleteVersionAsync(model, countMax, cancellationToken);
}
