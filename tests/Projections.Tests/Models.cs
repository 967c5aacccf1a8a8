using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.TransactionHistory;

namespace CommandProcessor.Projections.Tests;

internal static class Models
{
    public static ReadModelId CustomerOrders { get; } = new(CustomerOrdersProjection.Name, CustomerOrdersProjection.Version);

    public static ReadModelId TransactionHistory { get; } = new(TransactionHistoryProjection.Name, TransactionHistoryProjection.Version);

    public static ReadModelAddress Of(string customer) => new(CustomerOrders, PartitionKey.Customer(customer));
}
