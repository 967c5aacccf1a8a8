using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Testing.Journals;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    public static TheoryData<string, string> BadBodies => new()
    {
        { $"\"{new string('x', 1_000_000)}\"", "has 1000002 bytes; at most 1000000 are allowed" },
        { "", "is not JSON" },
        { "{", "is not JSON" },
        { "{}{}", "is not JSON" },
        { "\uFEFF{}", "is not JSON" },
        { "\"\0\"", "is not JSON" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_refused_with_its_reason_and_the_claim_stands(string body, string reason)
    {
        var writer = await ClaimAsync("ann");
        var bad = new AppendRequest(Key("ann"), Order("ann", 2), 0, Context(), Events(1, body));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync([Request("ann", 1, 0), bad], 0, Cancellation));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await ReadAllAsync(writer.Partition));
        Appended((await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task What_rests_on_nothing_or_on_another_aggregate_is_refused_and_the_claim_stands()
    {
        var writer = await ClaimAsync("ann");

        var first = await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync([Resting("ann", 1, 0)], 0, Cancellation));
        var behind = await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync([Request("ann", 2, 0), Resting("ann", 1, 0)], 0, Cancellation));

        Assert.Contains("order/ann/1 rests on the one before it, which is none", first.Message, StringComparison.Ordinal);
        Assert.Contains("order/ann/1 rests on the one before it, which is to order/ann/2", behind.Message, StringComparison.Ordinal);
        Appended((await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        var writer = await ClaimAsync("ann");
        EventData data = new("order-placed", 1, new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' });

        await Assert.ThrowsAsync<ArgumentException>(() =>
            writer.AppendAsync([new(Key("ann"), Order("ann", 1), 0, Context(), [data])], 0, Cancellation));
    }

    [Fact]
    public async Task The_longest_body_is_kept()
    {
        var writer = await ClaimAsync("ann");
        var body = $"\"{new string('x', AppendRequest.EventBodyBytesMaxDefault - 2)}\"";

        await writer.AppendAsync([new(Key("ann"), Order("ann", 1), 0, Context(), Events(1, body))], 0, Cancellation);

        Assert.Equal(body, Encoding.UTF8.GetString((await ReadAllAsync(writer.Partition))[0].Body.Span));
        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task Bad_requests_are_refused_and_nothing_is_changed()
    {
        var writer = await ClaimAsync("ann");
        var good = Request("ann", 1, 0);
        var stranger = CustomersOf((writer.Partition + 1) % PartitionCount).First();
        List<AppendRequest> bad =
        [
            good with { Key = default },
            good with { Aggregate = default },
            good with { Aggregate = AggregateId.Parse("order/ann\0/1") },
            good with { Aggregate = AggregateId.Parse("order/ann/\uD83D") },
            good with { ExpectedVersion = -1 },
            good with { Context = good.Context with { CommandId = default } },
            good with { Context = good.Context with { Principal = "a\nb" } },
            good with { Context = good.Context with { TraceParent = "00" } },
            good with { Events = default },
            good with { Events = [] },
            good with { Events = [good.Events[0] with { Type = "" }] },
            good with { Events = [good.Events[0] with { SchemaVersion = 0 }] },
            Request(stranger, 1, 0),
        ];

        foreach (var request in bad)
            await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync([good, request], 0, Cancellation));

        Assert.Empty(await ReadAllAsync(writer.Partition));
        await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync([Request("ann", 1, 0, 5_001)], 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => writer.AppendAsync([good], 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Journal.ClaimAsync(PartitionCount, Owner, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Journal.ReadPartitionAsync(-1, 1, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Journal.ReadPartitionAsync(0, 1, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Journal.ReadPartitionAsync(0, 1, 10_001, Cancellation));
    }

    [Theory]
    [InlineData("'; DROP TABLE journal_partition; --")]
    [InlineData("\"quoted\" \\ 'id' $1 @p {events} %s")]
    [InlineData("Ünïcødé 漢字 🙂 e\u0301")]
    [InlineData("null")]
    public async Task Ids_are_data_whatever_they_hold(string customer)
    {
        var writer = await ClaimAsync(customer);

        var first = await writer.AppendAsync([Request(customer, 1, 0)], 0, Cancellation);
        await using var cold = Open(PartitionCount, options => options.WarmEventCountMax = 0);
        var second = await (await cold.ClaimAsync(writer.Partition, customer, Cancellation))
            .AppendAsync([Request(customer, 1, 1), Request(customer, 2, 0)], 0, Cancellation);

        var events = first.Concat(second).SelectMany(Appended).ToList();
        AssertSame(events, await Journal.ReadKeyAsync(Key(customer), 1, 10, Cancellation));
        Assert.Equal([Key(customer)], await Journal.ReadKeysAsync(writer.Partition, null, 10, Cancellation));
        Assert.Equal(events[1], await Journal.FindCommandAsync(Key(customer), Order(customer, 1), events[1].Context.CommandId, Cancellation),
            (a, b) => a?.Position == b?.Position);
        await AssertVerifiedAsync();
    }

    [Fact]
    public async Task An_empty_group_appends_nothing()
    {
        var writer = await ClaimAsync("ann");

        Assert.Empty(await writer.AppendAsync([], 0, Cancellation));

        Assert.Equal(0, writer.Head);
    }
}
