using System.Reflection;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.StockLevels;
using CommandProcessor.Grains.Interfaces.Topology;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Grains.Interfaces.Transfers;
using Orleans;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Hands out fake grains by interface; what a test does not fake, it must not reach.</summary>
public class FakeGrains : DispatchProxy
{
    public FakeOrderGrain Order { get; } = new();

    public FakeAccountGrain Account { get; } = new();

    public FakePaymentGrain Payment { get; } = new();

    public FakeStockGrain Stock { get; } = new();

    public FakeShipmentGrain Shipment { get; } = new();

    public FakeTransferGrain Transfer { get; } = new();

    public FakeFraudAlertGrain FraudAlert { get; } = new();

    public FakeFraudReportGrain FraudReport { get; } = new();

    public FakeRecommendationsGrain Recommendations { get; } = new();

    public FakeProductSearchGrain Products { get; } = new();

    public FakeCustomerOrdersGrain CustomerOrders { get; } = new();

    public FakeStockLevelsGrain StockLevels { get; } = new();

    public FakeTransactionHistoryGrain TransactionHistory { get; } = new();

    public FakeAccountingGrain Accounting { get; } = new();

    public FakeTopologyGrain Topology { get; } = new();

    /// <summary>Interface and key of every grain that was asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How many times still no silo is known that hosts what is asked for.</summary>
    public int NotHostedCount { get; set; }

    public static (IGrainFactory Factory, FakeGrains Fakes) Create()
    {
        var factory = DispatchProxy.Create<IGrainFactory, FakeGrains>();
        return (factory, (FakeGrains)(object)factory);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        Asked.Add($"{type.Name} {args![0]}");
        if (NotHostedCount-- > 0) throw new ArgumentException($"Could not find an implementation for interface {type}"); // As Orleans says it.
        return type == typeof(IOrderGrain) ? Order
            : type == typeof(IAccountGrain) ? Account
            : type == typeof(IPaymentGrain) ? Payment
            : type == typeof(IStockGrain) ? Stock
            : type == typeof(IShipmentGrain) ? Shipment
            : type == typeof(ITransferGrain) ? Transfer
            : type == typeof(IFraudAlertGrain) ? FraudAlert
            : type == typeof(IFraudReportGrain) ? FraudReport
            : type == typeof(IRecommendationsGrain) ? Recommendations
            : type == typeof(IProductSearchGrain) ? Products
            : type == typeof(ICustomerOrdersGrain) ? CustomerOrders
            : type == typeof(IStockLevelsGrain) ? StockLevels
            : type == typeof(ITransactionHistoryGrain) ? TransactionHistory
            : type == typeof(IAccountingGrain) ? Accounting
            : type == typeof(ITopologyGrain) ? Topology
            : throw new NotSupportedException(type.Name);
    }
}
