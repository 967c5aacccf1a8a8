using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>One product and its stock; its key is a <see cref="Sku"/>.</summary>
[Alias("CommandProcessor.IStockGrain")]
public interface IStockGrain : IViewedAggregateGrain<StockCommand, StockView>;
