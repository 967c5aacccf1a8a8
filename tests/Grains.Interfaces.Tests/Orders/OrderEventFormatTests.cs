using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Tests.Orders;

/// <summary>
/// Pins how order events stand in the journal. Approved/ holds one file for every shape that was ever written, type.vN.json; none may ever
/// be changed or deleted. A new shape gets a file of its own: run with COMMANDPROCESSOR_TEST_APPROVE=1 and look at what it wrote.
/// </summary>
public sealed class OrderEventFormatTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);
    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square", "United Kingdom");

    private static readonly OrderEvent[] Samples =
    [
        new OrderEvent.OrderPlaced("GBP", [new("85123A", 6, 2.55m), new("Жук", 1, 0.01m)], Home, 15.31m, At),
        new OrderEvent.OrderAmended([new("71053", 2, 3.390m)], Home with { Country = "France" }, 6.780m, At),
        new OrderEvent.OrderCancelled("Changed my mind", At),
        new OrderEvent.OrderConfirmed(At),
        new OrderEvent.OrderRejected("Out of stock", At),
        new OrderEvent.OrderShipped("Post", "T-1", At),
        new OrderEvent.OrderDelivered(At),
        new OrderEvent.ItemsReturned([new(1, 2), new(2, 1)], 5.11m, "Broken \"glass\"", At),
    ];

    public static TheoryData<string> Types() => [.. OrderEventCodec.Instance.Types];

    public static TheoryData<string> ApprovedFiles() => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_newest_shape_is_the_approved_one(string type)
    {
        var data = Encoded(type);
        var file = Path.Combine(Folder(), $"{type}.v{data.SchemaVersion}.json");
        var actual = Encoding.UTF8.GetString(data.Body.Span);
        if (Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_APPROVE") == "1" && !File.Exists(file)) File.WriteAllText(file, actual + "\n");

        Assert.True(File.Exists(file), $"{file} is missing: nobody has approved this shape.");
        Assert.Equal(File.ReadAllText(file).TrimEnd(), actual);
    }

    [Theory]
    [MemberData(nameof(ApprovedFiles))]
    public void Every_approved_shape_is_read_as_the_same_event(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var at = name.LastIndexOf(".v", StringComparison.Ordinal);
        var type = name[..at];
        var schemaVersion = int.Parse(name[(at + 2)..], System.Globalization.CultureInfo.InvariantCulture);

        var read = OrderEventCodec.Instance.Decode(type, schemaVersion, Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Folder(), file))));

        Assert.Equal(Encoded(type).Body.ToArray(), OrderEventCodec.Instance.Encode(read).Body.ToArray());
    }

    [Fact]
    public void Every_event_of_the_family_is_registered()
    {
        var family = typeof(OrderEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(OrderEvent)));

        Assert.Equal(family.Order(TypeOrder), Samples.Select(sample => sample.GetType()).Order(TypeOrder));
        Assert.Equal(Samples.Length, OrderEventCodec.Instance.Types.Count);
    }

    [Theory]
    [InlineData("""{"confirmedAt":null}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_body_without_what_is_required_is_an_error(string body) =>
        Assert.Throws<EventFormatException>(() => OrderEventCodec.Instance.Decode("order-confirmed", 1, Encoding.UTF8.GetBytes(body)));

    private static readonly Comparer<Type> TypeOrder = Comparer<Type>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    private static EventData Encoded(string type) => Samples.Select(OrderEventCodec.Instance.Encode).Single(data => data.Type == type);

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path)) ?? "", "Approved");
}
