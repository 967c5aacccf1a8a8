using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Loads the read models of a silo in groups, so that thousands of grains that wake at once, as after a restart, cost a few statements.
/// </summary>
public sealed class ReadModelLoader(IReadModelStore store, IOptions<ProjectionOptions> options) : IAsyncDisposable
{
    private readonly Batcher<ReadModelAddress, ReadModelRow?> _heads = New<ReadModelAddress, ReadModelRow?>(options.Value, store.LoadAsync);
    private readonly Batcher<ItemAddress, ItemRow?> _items = New<ItemAddress, ItemRow?>(options.Value, store.LoadItemsAsync);

    /// <summary>The head of a read model, or null if it was never saved.</summary>
    public Task<ReadModelRow?> LoadAsync(ReadModelAddress address, CancellationToken cancellationToken) =>
        _heads.AskAsync(address, cancellationToken);

    /// <summary>Those of the items that exist.</summary>
    public async Task<IReadOnlyList<ItemRow>> LoadItemsAsync(
        ReadModelAddress address, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(items.Select(item => _items.AskAsync(new(address, item), cancellationToken)));
        return [.. rows.OfType<ItemRow>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _heads.DisposeAsync();
        await _items.DisposeAsync();
    }

    private static Batcher<TRequest, TAnswer> New<TRequest, TAnswer>(
        ProjectionOptions options, Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> ask) =>
        new(options.LoaderCount, options.LoadGroupMax, options.LoadQueueMax, ask);
}
