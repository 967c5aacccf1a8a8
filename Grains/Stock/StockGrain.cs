using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Stock;

[PartitionPlacement(SiloRole.Write, PartitionKey.SkuKind)]
internal sealed class StockGrain(AggregateRuntime runtime)
    : AggregateGrain<StockDecider, StockItem, StockCommand, StockEvent>(runtime, Definition), IStockGrain
{
    internal static readonly AggregateDefinition<StockEvent> Definition = new()
    {
        Kind = Sku.Kind,
        PartitionKeyOf = key => Sku.Parse(key).PartitionKey,
        Codec = StockEventCodec.Instance,
        StateSchemaVersion = 2,
        RefusalRecordedBy = StockRefusal.RecordedBy,
    };

    public Task<ViewAnswer<StockView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<StockView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<StockView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
