using CommandProcessor.Grains.Interfaces.Events;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed class CommandIdTests
{
    [Fact]
    public void Only_version_7_is_a_command_id()
    {
        Assert.Contains("version 4", Assert.Throws<ArgumentException>(() => new CommandId(Guid.NewGuid())).Message, StringComparison.Ordinal);
        Assert.False(default(CommandId).IsValid);
        Assert.Throws<FormatException>(() => CommandId.Parse("nonsense"));
    }

    [Fact]
    public void An_id_tells_when_it_was_made()
    {
        var time = new FakeTimeProvider(new(2026, 3, 1, 12, 30, 15, 123, TimeSpan.Zero));

        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), CommandId.New(time).TimestampMs);
    }

    [Fact]
    public void A_derived_id_is_the_same_for_ever()
    {
        var id = CommandId.Derive(new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero), "536365");

        Assert.Equal("012ca109-c1c0-737c-a17d-5a77f6509428", id.ToString());
    }

    [Fact]
    public void Derived_ids_are_valid_tell_their_time_and_differ_by_name() => Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.String, Gen.String).Sample((ms, left, right) =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        var id = CommandId.Derive(time, left);
        Assert.True(id.IsValid);
        Assert.Equal(ms, id.TimestampMs);
        Assert.Equal(left == right, id == CommandId.Derive(time, right));
    });
}
