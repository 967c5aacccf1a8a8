using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands;

/// <summary>An order as one would write it without us: what grain and actor of the comparison keep and check.</summary>
[GenerateSerializer, Alias("benchmark.plain-order")]
public sealed class PlainOrder
{
    [Id(0)] public string? Currency { get; set; }

    [Id(1)] public OrderLine[] Lines { get; set; } = [];

    [Id(2)] public ShipTo? ShipTo { get; set; }

    [Id(3)] public decimal Total { get; set; }

    [Id(4)] public DateTimeOffset PlacedAt { get; set; }

    [Id(5)] public DateTimeOffset? AmendedAt { get; set; }

    [Id(6)] public long Version { get; set; }

    public bool IsPlaced => Currency is not null;

    public OrderEvent.OrderPlaced Decide(OrderCommand.PlaceOrder command, DateTimeOffset now)
    {
        if (IsPlaced) throw new InvalidOperationException("The order is placed.");
        if (Grains.Interfaces.Money.Currency.DecimalsOf(command.Currency) is null) throw new ArgumentException($"{command.Currency} is no currency.");
        return new(command.Currency, command.Lines, command.ShipTo, TotalOf(command.Lines), now);
    }

    public OrderEvent.OrderAmended Decide(OrderCommand.AmendOrder command, DateTimeOffset now) =>
        IsPlaced
            ? new(command.Lines, command.ShipTo, TotalOf(command.Lines), now)
            : throw new InvalidOperationException("The order is not placed.");

    public void Apply(OrderEvent happened)
    {
        Version++;
        switch (happened)
        {
            case OrderEvent.OrderPlaced placed:
                (Currency, ShipTo, Total, PlacedAt) = (placed.Currency, placed.ShipTo, placed.Total, placed.OrderedAt);
                Lines = [.. placed.Lines];
                break;
            case OrderEvent.OrderAmended amended:
                (ShipTo, Total, AmendedAt) = (amended.ShipTo, amended.Total, amended.AmendedAt);
                Lines = [.. amended.Lines];
                break;
            default:
                throw new ArgumentException($"{happened.GetType()} is not measured.", nameof(happened));
        }
    }

    private static decimal TotalOf(IReadOnlyCollection<OrderLine> lines)
    {
        if (lines.Count is 0 or > OrderLimits.LineCountMax) throw new ArgumentException($"{lines.Count} lines are not between 1 and {OrderLimits.LineCountMax}.");
        foreach (var line in lines)
        {
            if (line.Quantity < 1 || line.UnitPrice <= 0) throw new ArgumentException($"Line {line} has no positive quantity and price.");
        }

        return lines.Sum(line => line.Total());
    }
}
