using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.FraudAlerts;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class FraudAlertGrain(AggregateRuntime runtime)
    : AggregateGrain<FraudAlertDecider, FraudAlertState, FraudAlertCommand, FraudAlertEvent>(runtime, Definition), IFraudAlertGrain
{
    internal static readonly AggregateDefinition<FraudAlertEvent> Definition = new()
    {
        Kind = FraudAlertId.Kind,
        PartitionKeyOf = key => FraudAlertId.Parse(key).PartitionKey,
        Codec = FraudAlertEventCodec.Instance,
        StateSchemaVersion = 1,
    };

    public Task<ViewAnswer<FraudAlertView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<FraudAlertView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<FraudAlertView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
