using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.StockLevels;

namespace CommandProcessor.Client;

/// <summary>Questions about stock. They cost its product nothing.</summary>
public sealed class StockLevelQueries
{
    private readonly QuerySender _sender;

    internal StockLevelQueries(QuerySender sender) => _sender = sender;

    /// <summary>How much of a product is on hand, booked and available, or null if it was never registered.</summary>
    /// <exception cref="ArgumentException">The SKU is malformed; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<StockLevel?> GetAsync(Sku sku, CancellationToken cancellationToken = default)
    {
        if (sku.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(sku));
        return _sender.AskAsync<IStockLevelsGrain, StockLevel?>(
            sku.GrainKey, sku.PartitionKey, static (grain, atLeast, token) => grain.GetLevelAsync(atLeast, token), cancellationToken);
    }

    /// <summary>The level of a product as it was at a position of its partition, or at a time; null if it was not registered yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<StockLevel?> GetAsync(Sku sku, AsOf asOf, CancellationToken cancellationToken = default)
    {
        if (sku.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(sku));
        return _sender.AskAsOfAsync<IStockLevelsGrain, StockLevel?>(
            sku.GrainKey, sku.PartitionKey, asOf, static (grain, point, token) => grain.GetLevelAsOfAsync(point, token), cancellationToken);
    }

    /// <summary>
    /// Watches the level of a product: what it is, then what it has become, whenever that part of it changes. It is null before the product is
    /// registered. A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="sku">May be one that is not registered yet.</param>
    /// <param name="part">Such as <see cref="StockLevelPart.ReorderLevel"/>.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    public IAsyncEnumerable<Watched<StockLevel?>> WatchAsync(
        Sku sku, StockLevelPart part = StockLevelPart.Everything, WatchToken? after = null, CancellationToken cancellationToken = default)
    {
        if (sku.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(sku));
        if (!Enum.IsDefined(part)) throw new ArgumentOutOfRangeException(nameof(part), $"{part} is no part of a stock level.");
        return _sender.WatchAsync<IStockLevelsGrain, StockLevel?>(
            sku.GrainKey, sku.PartitionKey, after, (grain, watch, token) => grain.WatchLevelAsync(part, watch, token), cancellationToken);
    }
}
