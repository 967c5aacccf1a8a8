using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Search;

/// <summary>Saves entries as a view does: with the row of their partition.</summary>
internal sealed class ProductSaves(SqlReadModelStore store, IProductIndex index)
{
    private long _position;

    public static ReadModelAddress AddressOf(ReadModelId view, int partition) => new(view, PartitionKey.Create("partition", $"{partition}"));

    /// <returns>False if it was turned away.</returns>
    public Task<bool> SaveAsync(ReadModelId view, int partition, params IReadOnlyList<ProductEntry> entries) => SaveAtAsync(view, partition, ++_position, generation: 0, entries);

    /// <inheritdoc cref="SaveAsync"/>
    public async Task<bool> SaveAtAsync(ReadModelId view, int partition, long position, long generation, params IReadOnlyList<ProductEntry> entries)
    {
        var change = new ReadModelChange(AddressOf(view, partition), partition, position, "{}", [])
        {
            Generation = generation,
            Beside = (transaction, cancellationToken) => index.SaveAsync(transaction, entries, cancellationToken),
        };
        return (await store.SaveAsync([change], TestContext.Current.CancellationToken)).Count == 0;
    }
}
