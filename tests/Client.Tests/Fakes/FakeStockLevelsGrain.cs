using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.StockLevels;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>A product that was never registered; remembers how fresh each answer had to be.</summary>
public sealed class FakeStockLevelsGrain : IStockLevelsGrain
{
    public List<AtLeast> Asked { get; } = [];

    public Task<StockLevel?> GetLevelAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult<StockLevel?>(null);
    }

    public Task<WatchAnswer<StockLevel?>> WatchLevelAsync(StockLevelPart part, WatchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StockLevel?> GetLevelAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();
}
