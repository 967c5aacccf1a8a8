using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.History;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>What an order was at each point of its history is what a look at it showed then.</summary>
public sealed class AsOfTests : IAsyncLifetime
{
    private const int EventCount = 30;

    private readonly TemporaryFolder _folder = new();
    private readonly OrderId _id = SampleOrders.NewId();
    private readonly List<ViewAnswer<OrderStateView>> _looks = [];
    private FaultyWriteSide? _side;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FaultyWriteSide Side => _side ?? throw new InvalidOperationException("Not started.");

    private IOrderGrain Order => Side.Order(_id);

    /// <summary>Small pages and frequent snapshots, so that answers are folded from both.</summary>
    public async ValueTask InitializeAsync()
    {
        _side = await FaultyWriteSide.StartAsync(setup => setup with
        {
            Aggregates = options => (options.LoadPageEventCount, options.SnapshotEventCount, options.AsOfEventCountMax) = (4, 7, EventCount),
            Silo = silo => silo.AddAggregateSnapshots(SnapshotDialect.Sqlite, SqliteFactory.Instance, $"Data Source={_folder.Path}/snapshots.db"),
        });
        await SendAsync(SampleOrders.Place());
        for (var quantity = 2; quantity <= EventCount; quantity++)
        {
            await Side.Order(SampleOrders.NewId(_id.Customer)).SendAsync(SampleOrders.Place()); // Positions between those of the order.
            await SendAsync(SampleOrders.Amend(quantity));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Side.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_version_is_what_a_look_showed_then()
    {
        for (var version = 1; version <= EventCount; version++) AssertSame(_looks[version - 1], await Order.ReadAsOfAsync(new AsOf.Version(version), Token));
    }

    [Fact]
    public async Task Each_position_is_what_a_look_showed_then()
    {
        var last = _looks[^1].Position.Position;
        for (long position = 0; position <= last; position++)
        {
            var shown = _looks.LastOrDefault(look => look.Position.Position <= position);

            var past = await Order.ReadAsOfAsync(new AsOf.Position(position), Token);

            Assert.Equal((shown?.View?.Version, shown?.Position.Position ?? 0), (past.View?.Version, past.Position.Position));
        }
    }

    [Fact]
    public async Task Each_time_is_what_a_look_showed_then()
    {
        foreach (var recorded in await Side.HistoryAsync(_id))
        {
            AssertSame(_looks[(int)recorded.Version - 1], await Order.ReadAsOfAsync(new AsOf.Time(recorded.RecordedAt), Token));
            var before = await Order.ReadAsOfAsync(new AsOf.Time(recorded.RecordedAt.AddMicroseconds(-1)), Token);
            Assert.Equal(recorded.Version - 1, before.View?.Version ?? 0);
        }
    }

    [Fact]
    public async Task Before_it_was_placed_there_is_no_view()
    {
        var past = await Order.ReadAsOfAsync(new AsOf.Version(0), Token);

        Assert.Null(past.View);
        Assert.Equal(0, past.Position.Position);
    }

    [Fact]
    public async Task A_point_beyond_the_journal_is_refused()
    {
        var version = await Assert.ThrowsAsync<ArgumentException>(() => Order.ReadAsOfAsync(new AsOf.Version(EventCount + 1), Token));
        var position = await Assert.ThrowsAsync<ArgumentException>(() => Order.ReadAsOfAsync(new AsOf.Position(1_000_000), Token));
        var negative = await Assert.ThrowsAsync<ArgumentException>(() => Order.ReadAsOfAsync(new AsOf.Position(-1), Token));

        Assert.Contains($"it is at version {EventCount}", version.Message, StringComparison.Ordinal);
        Assert.Contains("the journal ends at", position.Message, StringComparison.Ordinal);
        Assert.Contains("is negative", negative.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_events_than_one_answer_may_fold_are_refused_by_name()
    {
        var archive = new AggregateArchive(Side.Journal, new AggregateOptions { AsOfEventCountMax = 10 });

        Assert.Equal(10, (await archive.ReadAsync(_id.Aggregate, new AsOf.Version(10), Token))?.Version);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => archive.ReadAsync(_id.Aggregate, new AsOf.Version(11), Token));

        Assert.Contains("more than 10 events to fold at version 11, AggregateOptions.AsOfEventCountMax", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_shows_what_the_order_shows()
    {
        var archive = new AggregateArchive(Side.Journal, new AggregateOptions());

        var past = await archive.ReadAsync(_id.Aggregate, new AsOf.Version(5), Token);
        var before = await archive.ReadAsync(_id.Aggregate, new AsOf.Position(0), Token);

        Assert.Equal((5L, _looks[4].Position), (past?.Version, past?.Position));
        Assert.Equal(5, past?.View.GetProperty("lines")[0].GetProperty("quantity").GetInt32());
        Assert.Equal("Placed", past?.View.GetProperty("status").GetString());
        Assert.Null(before);
        await Assert.ThrowsAsync<ArgumentException>(() => archive.ReadAsync(AggregateId.Create("unicorn", "1"), new AsOf.Version(1), Token));
    }

    private async Task SendAsync(OrderCommand command)
    {
        await Order.SendAsync(command);
        _looks.Add(await Order.ReadAsync(Token));
    }

    private static void AssertSame(ViewAnswer<OrderStateView> look, ViewAnswer<OrderStateView> past)
    {
        Assert.Equal(look.Position, past.Position);
        Assert.Equivalent(look.View, past.View, strict: true);
    }
}
