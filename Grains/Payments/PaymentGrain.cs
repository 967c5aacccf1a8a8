using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Payments;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class PaymentGrain(AggregateRuntime runtime)
    : AggregateGrain<PaymentDecider, Payment, PaymentCommand, PaymentEvent>(runtime, Definition), IPaymentGrain
{
    internal static readonly AggregateDefinition<PaymentEvent> Definition = new()
    {
        Kind = PaymentId.Kind,
        PartitionKeyOf = key => PaymentId.Parse(key).PartitionKey,
        Codec = PaymentEventCodec.Instance,
        StateSchemaVersion = 1,
    };

    public Task<ViewAnswer<PaymentView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<PaymentView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<PaymentView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
