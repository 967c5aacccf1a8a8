using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Transfers;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class TransferGrain(AggregateRuntime runtime)
    : AggregateGrain<TransferDecider, Transfer, TransferCommand, TransferEvent>(runtime, Definition), ITransferGrain
{
    internal static readonly AggregateDefinition<TransferEvent> Definition = new()
    {
        Kind = TransferId.Kind,
        PartitionKeyOf = key => TransferId.Parse(key).PartitionKey,
        Codec = TransferEventCodec.Instance,
        StateSchemaVersion = 1,
    };

    public Task<ViewAnswer<TransferView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<TransferView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<TransferView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
