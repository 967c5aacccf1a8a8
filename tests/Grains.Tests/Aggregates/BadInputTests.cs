using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class BadInputTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();

    private IOrderGrain Order => _side.Order(_id);

    public void Dispose() => _side.Faults.OpenAll();

    public static TheoryData<string, CommandContext> MalformedContexts()
    {
        var id = CommandId.New(TimeProvider.System);
        var good = new CommandContext { CommandId = id, CorrelationId = id.Value, Principal = "tests" };
        return new()
        {
            { "version 7", good with { CommandId = default } },
            { "Principal is empty", good with { Principal = " " } },
            { "Principal has 201", good with { Principal = new('a', 201) } },
            { "control character U+0007", good with { Principal = "a\ab" } },
            { "Trace parent has 3", good with { TraceParent = "abc" } },
            { "Trace parent holds other", good with { TraceParent = new('\n', 55) } },
        };
    }

    [Theory]
    [MemberData(nameof(MalformedContexts), DisableDiscoveryEnumeration = true)]
    public async Task A_malformed_context_is_refused(string expected, CommandContext context)
    {
        var outcome = await Order.ExecuteAsync(new(context, null, SampleOrders.Place()), TestContext.Current.CancellationToken);

        var refusal = Assert.IsType<CommandOutcome.Refused>(outcome).Refusal;
        Assert.Equal(CommonRefusals.MalformedContext, refusal.Code);
        Assert.False(refusal.IsTransient);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _side.HistoryAsync(_id));
    }

    [Theory]
    [InlineData("no separator")]
    [InlineData("customer/")]
    [InlineData("/number")]
    [InlineData("a/b/c")]
    [InlineData("a/b\u0001")]
    [InlineData("a/1~2")]
    public async Task A_grain_whose_key_is_no_order_id_refuses_everything(string key)
    {
        var outcome = await _side.Cluster.Grains.GetGrain<IOrderGrain>(key).SendAsync(SampleOrders.Place());

        Assert.Equal(CommonRefusals.MalformedContext, Assert.IsType<CommandOutcome.Refused>(outcome).Refusal.Code);
    }

    [Fact]
    public async Task A_wrong_expected_version_is_refused_with_the_actual_one()
    {
        await Order.SendAsync(SampleOrders.Place());
        await Order.SendAsync(SampleOrders.Amend(2));

        var stale = Assert.IsType<CommandOutcome.Refused>(await Order.SendAsync(SampleOrders.Amend(3), expectedVersion: 1));
        var future = Assert.IsType<CommandOutcome.Refused>(await Order.SendAsync(SampleOrders.Amend(3), expectedVersion: 3));
        var right = await Order.SendAsync(SampleOrders.Amend(3), expectedVersion: 2);

        Assert.Equal((CommonRefusals.WrongExpectedVersion, 2L, false), (stale.Refusal.Code, stale.Version, stale.Refusal.IsTransient));
        Assert.Equal((CommonRefusals.WrongExpectedVersion, 2L, true), (future.Refusal.Code, future.Version, future.Refusal.IsTransient));
        Assert.Equal(3, Assert.IsType<CommandOutcome.Accepted>(right).Version);
    }

    [Fact]
    public async Task A_repeat_is_answered_although_the_version_it_expected_is_past()
    {
        await Order.SendAsync(SampleOrders.Place());
        var command = CommandId.New(TimeProvider.System);
        var first = await Order.SendAsync(SampleOrders.Amend(2), command, expectedVersion: 1);

        Assert.Equal(first, await Order.SendAsync(SampleOrders.Amend(2), command, expectedVersion: 1));
    }

    [Fact]
    public async Task An_event_that_would_be_too_large_is_refused()
    {
        // 2,000 lines whose SKUs JSON must escape: each letter takes six bytes.
        var lines = Enumerable.Range(0, OrderLimits.LineCountMax)
            .Select(index => new OrderLine(new string('ж', 95) + index, 1, 1m)).ToImmutableArray();

        var outcome = await Order.SendAsync(new OrderCommand.PlaceOrder("GBP", lines, SampleOrders.Home));

        var refusal = Assert.IsType<CommandOutcome.Refused>(outcome).Refusal;
        Assert.Equal(CommonRefusals.EventTooLarge, refusal.Code);
        Assert.Contains($"{EventData.BodyBytesMax}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task An_order_of_as_many_lines_as_allowed_is_placed()
    {
        var lines = Enumerable.Range(0, OrderLimits.LineCountMax).Select(index => new OrderLine($"SKU{index}", 1, 1m)).ToImmutableArray();

        Assert.IsType<CommandOutcome.Accepted>(await Order.SendAsync(new OrderCommand.PlaceOrder("GBP", lines, SampleOrders.Home)));
    }

    [Fact]
    public async Task Who_asked_and_why_stands_with_the_event()
    {
        var context = new CommandContext
        {
            CommandId = CommandId.New(TimeProvider.System),
            CausationId = Guid.NewGuid(),
            CorrelationId = Guid.NewGuid(),
            Principal = "Ada",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        await Order.ExecuteAsync(new(context, null, SampleOrders.Place()), TestContext.Current.CancellationToken);

        Assert.Equal(context, Assert.Single(await _side.HistoryAsync(_id)).Context);
    }
}
