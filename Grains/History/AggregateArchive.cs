using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Transfers;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.History;

/// <summary>Reads what aggregates of any kind were, out of the journal alone: for an operator, beside running silos or without any.</summary>
public sealed class AggregateArchive(IJournal journal, AggregateOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What the aggregate was, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">There is no such kind; the point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="FormatException">The id's key is none of its kind.</exception>
    public Task<PastAggregate?> ReadAsync(AggregateId id, AsOf asOf, CancellationToken cancellationToken) => id.Kind switch
    {
        OrderId.Kind => ReadAsync<OrderDecider, Order, OrderCommand, OrderEvent, OrderStateView>(
            id, OrderGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        AccountId.Kind => ReadAsync<AccountDecider, Account, AccountCommand, AccountEvent, AccountView>(
            id, AccountGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        PaymentId.Kind => ReadAsync<PaymentDecider, Payment, PaymentCommand, PaymentEvent, PaymentView>(
            id, PaymentGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        ShipmentId.Kind => ReadAsync<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent, ShipmentView>(
            id, ShipmentGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        TransferId.Kind => ReadAsync<TransferDecider, Transfer, TransferCommand, TransferEvent, TransferView>(
            id, TransferGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        Sku.Kind => ReadAsync<StockDecider, StockItem, StockCommand, StockEvent, StockView>(
            id, StockGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        FraudAlertId.Kind => ReadAsync<FraudAlertDecider, FraudAlertState, FraudAlertCommand, FraudAlertEvent, FraudAlertView>(
            id, FraudAlertGrain.Definition, static (state, version) => state.ToView(version), asOf, cancellationToken),
        _ => throw new ArgumentException($"There are no aggregates of the kind '{id.Kind}'."),
    };

    private async Task<PastAggregate?> ReadAsync<TDecider, TState, TCommand, TEvent, TView>(
        AggregateId id, AggregateDefinition<TEvent> definition, Func<TState, long, TView> view, AsOf asOf, CancellationToken cancellationToken)
        where TDecider : IDecider<TState, TCommand, TEvent>
        where TState : class
        where TCommand : class
        where TEvent : class
    {
        var key = definition.PartitionKeyOf(id.GrainKey);
        var address = new AggregateAddress(id, key, journal.Partitioning.PartitionOf(key));
        var history = new AggregateHistory<TDecider, TState, TCommand, TEvent>(definition, address, journal, options);
        var past = await history.ReadAsync(asOf, snapshots: null, cancellationToken);
        return past.Version == 0
            ? null
            : new(id, past.Version, new(address.Partition, past.Position), JsonSerializer.SerializeToElement(view(past.State, past.Version), Json));
    }
}
