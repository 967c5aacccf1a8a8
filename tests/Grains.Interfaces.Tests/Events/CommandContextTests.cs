using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed class CommandContextTests
{
    private static readonly CommandContext Good = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.NewGuid(), Principal = "Ada" };

    [Fact]
    public void A_good_context_has_no_mistake() =>
        Assert.Null((Good with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }).Mistake());

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a\u001bb", "U+001B")]
    public void A_malformed_principal_is_a_mistake(string principal, string expected) =>
        Assert.Contains(expected, (Good with { Principal = principal }).Mistake(), StringComparison.Ordinal);

    [Theory]
    [InlineData("00", "has 2 characters")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01", "other characters")]
    public void A_malformed_trace_parent_is_a_mistake(string traceParent, string expected) =>
        Assert.Contains(expected, (Good with { TraceParent = traceParent }).Mistake(), StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_in_the_principal_is_a_mistake() =>
        Assert.Contains("half of a character", (Good with { Principal = "a\ud800" }).Mistake(), StringComparison.Ordinal);
}
