using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.StockLevels;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.StockLevels;

/// <summary>Answers for the stock of one product.</summary>
[GrainType(GrainTypeName)]
[HostedView(StockLevelsProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read, PartitionKey.SkuKind)]
[ImplicitStreamSubscription(StockLevelsProjection.ProjectionName)]
public sealed class StockLevelsGrain(ProjectionServices services)
    : ProjectionGrain<StockLevelsProjection, StockLevelsHead, NoItem>(services), IStockLevelsGrain
{
    public const string GrainTypeName = "stock-levels";

    private readonly HeadAnswer<StockLevelsHead, StockLevel?> _level = new();

    public async Task<StockLevel?> GetLevelAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        _level.Of(await GetHeadAsync(atLeast, cancellationToken), this, static (grain, answer) => grain.LevelOf(answer));

    public async Task<StockLevel?> GetLevelAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        LevelOf(await GetHeadAsOfAsync(asOf, cancellationToken));

    public Task<WatchAnswer<StockLevel?>> WatchLevelAsync(StockLevelPart part, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, GetLevelAsync, level => StockLevelsSelection.Of(level, part), cancellationToken);

    private StockLevel? LevelOf(ReadModelHead<StockLevelsHead> answer) => !answer.Head.IsRegistered ? null : new()
    {
        Sku = this.GetPrimaryKeyString(),
        Name = answer.Head.Name,
        Category = answer.Head.Category,
        Price = answer.Head.Price,
        Currency = answer.Head.Currency,
        OnHand = answer.Head.OnHand,
        Booked = answer.Head.Booked,
        OpenBookingCount = answer.Head.OpenBookingCount,
        ReorderLevel = answer.Head.ReorderLevel,
        DiscontinuedAt = answer.Head.DiscontinuedAt,
        LastChangedAt = answer.Head.LastChangedAt,
        Position = answer.Position,
        StaleSince = answer.StaleSince,
    };
}
