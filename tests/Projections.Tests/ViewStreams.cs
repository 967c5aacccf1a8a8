using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.StockLevels;
using CommandProcessor.Projections.TransactionHistory;
using Orleans.Runtime;

namespace CommandProcessor.Projections.Tests;

/// <summary>The streams that an event of a key is on: one for each view by that kind of key.</summary>
internal static class ViewStreams
{
    public static IEnumerable<StreamId> Of(PartitionKey key) => (key.Kind == PartitionKey.SkuKind
        ? new[] { StockLevelsProjection.ProjectionName }
        : [CustomerOrdersProjection.ProjectionName, TransactionHistoryProjection.ProjectionName]).Select(view => StreamId.Create(view, key.Name));
}
