using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Adds up the journal: each aggregate's events in their order, aggregates in any order. It keeps a few numbers for each aggregate, and what is open;
/// some 300 bytes each. Closed at rest, it compares what accounts and products say with what the processes say: two books of the same things.
/// </summary>
internal sealed class Books
{
    private readonly MoneyBook _money;
    private readonly StockBook _stock;
    private readonly ProcessBook _processes;

    public Books()
    {
        _money = new(MoneyFaults);
        _stock = new(StockFaults);
        _processes = new(ProcessFaults);
        Orders = new(_processes, ProcessFaults);
    }

    public Faults MoneyFaults { get; } = new();

    public Faults StockFaults { get; } = new();

    public Faults ProcessFaults { get; } = new();

    public MoneyBook Money => _money;

    public StockBook Stock => _stock;

    public ProcessBook Processes => _processes;

    /// <summary>Of all products, once it is closed.</summary>
    public StockTotals Pieces { get; private set; } = StockTotals.None;

    /// <summary>What of orders is not settled, once it is closed.</summary>
    public OrderAudit Orders { get; }

    public void Apply(RecordedEvent recorded)
    {
        switch (recorded.Aggregate.Kind)
        {
            case AccountId.Kind:
                _money.Apply(recorded);
                break;
            case Sku.Kind:
                _stock.Apply(recorded);
                break;
            case OrderId.Kind:
                _processes.ApplyToOrder(recorded);
                break;
            case PaymentId.Kind:
                _processes.ApplyToPayment(recorded);
                break;
            case TransferId.Kind:
                _processes.ApplyToTransfer(recorded);
                break;
            case ShipmentId.Kind:
                _processes.ApplyToShipment(recorded);
                break;
        }
    }

    /// <summary>Compares everything with everything, once all events are applied and no process has anything left to do.</summary>
    public void Close(DateTimeOffset now)
    {
        _processes.JoinShipments();
        new MoneyAudit(_money, _processes, MoneyFaults).Run();
        Pieces = new StockAudit(_stock, _processes, StockFaults).Run();
        Orders.Run();
        new ProcessAudit(_money, _stock, _processes, ProcessFaults, now).Run();
    }
}
