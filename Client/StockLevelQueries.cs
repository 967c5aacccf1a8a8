using CommandProcessor.Client.Sending;
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
}
