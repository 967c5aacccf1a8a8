using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Testing.Journals;

/// <summary>Makes requests for tests that do not care what the events say.</summary>
public static class AppendRequests
{
    public static PartitionKey Key(string customer) => PartitionKey.Customer(customer);

    public static AggregateId Order(string customer, long number) =>
        AggregateId.Create("order", string.Create(CultureInfo.InvariantCulture, $"{customer}/{number}"));

    public static CommandContext Context() => Context(CommandId.New(TimeProvider.System));

    public static CommandContext Context(CommandId id) => new() { CommandId = id, CorrelationId = id.Value, Principal = "test" };

    public static ImmutableArray<EventData> Events(int count, string body = """{"quantity":1}""") =>
        [.. Enumerable.Repeat(new EventData("order-amended", 1, Encoding.UTF8.GetBytes(body)), count)];

    public static AppendRequest Request(string customer, long order, long expectedVersion, int eventCount = 1) =>
        new(Key(customer), Order(customer, order), expectedVersion, Context(), Events(eventCount));

    public static AppendRequest Resting(string customer, long order, long expectedVersion, int eventCount = 1) =>
        Request(customer, order, expectedVersion, eventCount) with { RestsOnPrevious = true };
}
