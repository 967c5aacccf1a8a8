using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData(null, "is empty")]
    [InlineData("a/b", "holds '/'")]
    [InlineData("a: b", "holds ': '")]
    [InlineData("a\0b", "U+0000")]
    [InlineData("a\u0085b", "U+0085")]
    [InlineData(" a", "white space")]
    [InlineData("a ", "white space")]
    public void A_malformed_part_says_what_is_wrong(string? value, string expected)
    {
        var exception = Assert.Throws<ArgumentException>(() => new OrderId("customer", value!)); // Callers without nullable checks pass null.

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_because_UTF_8_cannot_carry_it()
    {
        Assert.Contains("half of a character", Identifier.Mistake("a\ud83d", "Name"), StringComparison.Ordinal);
        Assert.Contains("half of a character", Identifier.Mistake("\udc00a", "Name"), StringComparison.Ordinal);
        Assert.Null(Identifier.Mistake("😀", "Name"));
    }

    [Fact]
    public void A_part_of_a_hundred_characters_is_the_longest()
    {
        Assert.Equal(100, new OrderId(new('a', 100), "1").Customer.Length);
        Assert.Contains("101", Assert.Throws<ArgumentException>(() => new OrderId(new('a', 101), "1")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17850/536365")]
    [InlineData("Ünïcödé 😀/1")]
    public void An_id_is_its_text(string text)
    {
        var id = OrderId.Parse(text);

        Assert.Equal(text, id.ToString());
        Assert.Equal($"order/{text}", id.Aggregate.Value);
        Assert.Equal(text, id.Aggregate.GrainKey);
        Assert.Equal("order", id.Aggregate.Kind);
        Assert.Equal(id.Customer, id.PartitionKey.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17850")]
    [InlineData("/1")]
    [InlineData("1/")]
    [InlineData("1/2/3")]
    public void What_is_no_order_id_is_not_parsed(string text) => Assert.Throws<FormatException>(() => OrderId.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("customer")]
    [InlineData("customer/")]
    [InlineData("/x")]
    public void What_is_no_partition_key_is_not_parsed(string text) => Assert.Throws<FormatException>(() => PartitionKey.Parse(text));
}
