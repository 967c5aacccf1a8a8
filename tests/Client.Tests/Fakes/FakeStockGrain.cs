using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeStockGrain : FakeAggregateGrain<StockCommand, StockView>, IStockGrain;
