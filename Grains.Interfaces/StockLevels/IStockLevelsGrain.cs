using CommandProcessor.Grains.Interfaces.Queries;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Interfaces.StockLevels;

/// <summary>The stock level of one product; its key is the SKU.</summary>
/// <remarks>Queries interleave: they change nothing, and must not wait while a delivery is being saved.</remarks>
[Alias("CommandProcessor.IStockLevelsGrain")]
public interface IStockLevelsGrain : IGrainWithStringKey
{
    /// <summary>The level, or null if the product was never registered.</summary>
    [AlwaysInterleave, Alias("GetLevel")]
    Task<StockLevel?> GetLevelAsync(AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>The level, or null, when that part of it is different from what was shown.</summary>
    [AlwaysInterleave, Alias("WatchLevel")]
    Task<WatchAnswer<StockLevel?>> WatchLevelAsync(StockLevelPart part, WatchRequest request, CancellationToken cancellationToken);

    /// <summary>The level as it was, or null.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [AlwaysInterleave, Alias("GetLevelAsOf")]
    Task<StockLevel?> GetLevelAsOfAsync(AsOf asOf, CancellationToken cancellationToken);
}
