using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Depth;

/// <summary>An order that is being placed and amended: events of 300 bytes.</summary>
internal sealed class AppendedOrder(PartitionKey key, long number)
{
    private static readonly ImmutableArray<EventData> Placed = [Data("order-placed")];
    private static readonly ImmutableArray<EventData> Amended = [Data("order-amended")];
    private readonly AggregateId _id = Id(key, number);
    private long _version;

    public static PartitionKey Key(int customer) => PartitionKey.Customer(string.Create(CultureInfo.InvariantCulture, $"{customer:00000}"));

    public static AggregateId Id(PartitionKey key, long number) =>
        AggregateId.Create("order", string.Create(CultureInfo.InvariantCulture, $"{key.Name}/{number}"));

    public AppendRequest Next()
    {
        var command = CommandId.New(TimeProvider.System);
        var context = new CommandContext { CommandId = command, CorrelationId = command.Value, Principal = "customer" };
        return new(key, _id, _version++, context, _version == 1 ? Placed : Amended);
    }

    private static EventData Data(string type)
    {
        var line = """{"sku":"85123A","quantity":6,"unitPrice":2.55}""";
        var body = $$"""{"lines":[{{string.Join(',', Enumerable.Repeat(line, 5))}}],"currency":"GBP","customer":"17850","at":"2026-01-01"}""";
        return new(type, 1, Encoding.UTF8.GetBytes(body));
    }
}
