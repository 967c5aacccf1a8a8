using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed partial class EventCodecTests
{
    // Shape 1 had a name in one piece, shape 2 cents as a number; shape 3 is today's.
    private static readonly EventCodec<Paid> Codec = new EventCodec<Paid>()
        .Add<Paid>("paid", PaidJson.Default.Paid, SplitName, ToDecimal)
        .Add<PaidTwice>("paid-twice", PaidJson.Default.PaidTwice);

    [Theory]
    [InlineData(1, """{"name":"Ada Lovelace","cents":1050}""")]
    [InlineData(2, """{"first":"Ada","last":"Lovelace","cents":1050}""")]
    [InlineData(3, """{"first":"Ada","last":"Lovelace","amount":10.50}""")]
    public void Every_past_shape_is_read(int schemaVersion, string body) =>
        Assert.Equal(new Paid("Ada", "Lovelace", 10.50m), Codec.Decode("paid", schemaVersion, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Events_are_written_in_the_newest_shape()
    {
        var data = Codec.Encode(new Paid("Ada", "Lovelace", 10.50m));

        Assert.Equal(("paid", 3), (data.Type, data.SchemaVersion));
        Assert.Equal("""{"first":"Ada","last":"Lovelace","amount":10.50}""", Encoding.UTF8.GetString(data.Body.Span));
    }

    [Theory]
    [InlineData("unpaid", 1, "{}", "'unpaid' is unknown")]
    [InlineData("paid", 0, "{}", "shapes 1 to 3")]
    [InlineData("paid", 4, "{}", "shapes 1 to 3")]
    [InlineData("paid", 3, "{", "not of shape 3")]
    [InlineData("paid", 3, "{}", "not of shape 3")]
    [InlineData("paid", 3, "null", "is null")]
    [InlineData("paid", 1, "[]", "no JSON object")]
    [InlineData("paid", 1, "nonsense", "not of shape 1")]
    [InlineData("paid", 1, """{"name":7,"cents":1}""", "not of shape 1")]
    [InlineData("paid", 1, """{"cents":1}""", "not of shape 1")]
    public void What_cannot_be_read_says_why(string type, int schemaVersion, string body, string expected)
    {
        var exception = Assert.Throws<EventFormatException>(() => Codec.Decode(type, schemaVersion, Encoding.UTF8.GetBytes(body)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_not_registered_cannot_be_written() =>
        Assert.Throws<InvalidOperationException>(() => Codec.Encode(new PaidThrice("a", "b", 1)));

    [Fact]
    public void An_event_is_read_once_however_many_fold_it()
    {
        var recorded = Recorded("paid", 1, """{"name":"Ada Lovelace","cents":1050}""");

        Assert.Same(Codec.Decode(recorded), Codec.Decode(recorded));
    }

    [Fact]
    public void A_copy_with_another_body_and_another_codec_are_not_given_what_was_read_before()
    {
        var recorded = Recorded("paid", 3, """{"first":"Ada","last":"Lovelace","amount":10.50}""");
        var other = new EventCodec<Paid>().Add<PaidTwice>("paid", PaidJson.Default.PaidTwice, SplitName, ToDecimal);
        Codec.Decode(recorded);

        Assert.Equal(7m, Codec.Decode(recorded with { Body = Encoding.UTF8.GetBytes("""{"first":"Ada","last":"Lovelace","amount":7}""") }).Amount);
        Assert.Equal("Ada Lovelace", Codec.Decode(recorded with { SchemaVersion = 1, Body = Encoding.UTF8.GetBytes("""{"name":"Ada Lovelace","cents":1}""") }) is var e ? $"{e.First} {e.Last}" : "");
        Assert.IsType<PaidTwice>(other.Decode(recorded));
        Assert.IsType<Paid>(Codec.Decode(recorded));
    }

    [Fact]
    public void Whether_an_event_was_read_makes_no_difference()
    {
        var recorded = Recorded("paid", 3, """{"first":"Ada","last":"Lovelace","amount":10.50}""");
        var copy = recorded with { };
        Codec.Decode(recorded);

        Assert.Equal(copy, recorded);
        Assert.Equal(copy.GetHashCode(), recorded.GetHashCode());
        Assert.Equal(copy.ToString(), recorded.ToString());
    }

    private static RecordedEvent Recorded(string type, int schemaVersion, string body) => new()
    {
        Partition = 0,
        Position = 1,
        Previous = 0,
        Key = PartitionKey.Parse("customer/ada"),
        Aggregate = AggregateId.Parse("order/ada/1"),
        Version = 1,
        Type = type,
        SchemaVersion = schemaVersion,
        Context = new() { CommandId = CommandId.Derive(DateTimeOffset.UnixEpoch, "test"), CorrelationId = Guid.Empty, Principal = "test" },
        RecordedAt = DateTimeOffset.UnixEpoch,
        Body = Encoding.UTF8.GetBytes(body),
        Hash = new byte[32],
    };

    private static JsonObject SplitName(JsonObject older)
    {
        var names = older["name"]!.GetValue<string>().Split(' '); // A missing name is a format error like any other.
        older.Remove("name");
        older["first"] = names[0];
        older["last"] = names[1];
        return older;
    }

    private static JsonObject ToDecimal(JsonObject older)
    {
        older["amount"] = older["cents"]!.GetValue<int>() / 100m; // Likewise.
        older.Remove("cents");
        return older;
    }

    internal record Paid(string First, string Last, decimal Amount);

    internal sealed record PaidTwice(string First, string Last, decimal Amount) : Paid(First, Last, Amount);

    internal sealed record PaidThrice(string First, string Last, decimal Amount) : Paid(First, Last, Amount);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EventCodecTests.Paid))]
[JsonSerializable(typeof(EventCodecTests.PaidTwice))]
internal sealed partial class PaidJson : JsonSerializerContext;
