using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>The shop as a whole.</summary>
[GenerateSerializer, Immutable, Alias("shop-overview")]
public sealed record ShopOverview
{
    /// <summary>Of all orders ever, by currency.</summary>
    [Id(0)] public required ImmutableArray<Sales> Totals { get; init; }

    /// <summary>Who ever ordered.</summary>
    [Id(1)] public required long CustomerCount { get; init; }

    /// <summary>Who ordered twice or more.</summary>
    [Id(2)] public required long ReturningCustomerCount { get; init; }

    /// <summary>Every stage that an order has come to, from placed on. Delivered is the fulfilment.</summary>
    [Id(3)] public required ImmutableArray<FunnelStage> Funnel { get; init; }

    /// <summary>Orders of which something came back.</summary>
    [Id(4)] public required long OrdersWithReturns { get; init; }

    /// <summary>Returns that came after <see cref="AnalyticsLimits.DeliveredCountMax"/> newer deliveries in their partition: counted here, in nothing else.</summary>
    [Id(5)] public required long LateReturnCount { get; init; }

    [Id(6)] public required ViewFreshness Freshness { get; init; }

    public long CountOf(OrderStatus stage) => Funnel.FirstOrDefault(one => one.Stage == stage)?.OrderCount ?? 0;
}
