using System.Text.Json;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class SnapshotTests : IAsyncLifetime
{
    private const int SnapshotEventCount = 20;
    private const int EventCount = 50;

    private readonly TemporaryFolder _folder = new();
    private readonly OrderId _id = SampleOrders.NewId();
    private readonly CommandId _first = CommandId.New(TimeProvider.System);
    private FaultyWriteSide? _side;

    private FaultyWriteSide Side => _side ?? throw new InvalidOperationException("Not started.");

    private string ConnectionString => $"Data Source={_folder.Path}/snapshots.db";

    private IGrainStorage Storage => Side.Cluster.Cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(SnapshotStore.StorageName);

    private GrainId StorageId => GrainId.Create(OrderId.Kind, _id.Aggregate.Value);

    public async ValueTask InitializeAsync() => _side = await FaultyWriteSide.StartAsync(setup => setup with
    {
        Aggregates = Bounds,
        Silo = silo => silo.AddAggregateSnapshots(SnapshotDialect.Sqlite, SqliteFactory.Instance, ConnectionString),
    });

    public async ValueTask DisposeAsync()
    {
        await Side.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_long_history_is_resumed_from_its_snapshot()
    {
        await FillAsync();

        var read = await ReloadAsync();

        Assert.InRange(read, 1, EventCount - 1);
    }

    [Fact]
    public async Task A_lost_snapshot_costs_time_only()
    {
        await FillAsync();
        await Storage.ClearStateAsync(OrderId.Kind, StorageId, await ReadAsync());

        Assert.Equal(EventCount, await ReloadAsync());
    }

    [Fact]
    public async Task A_snapshot_of_another_shape_is_ignored()
    {
        await FillAsync();
        await RewriteAsync(json => json.Replace("\"stateSchemaVersion\":2", "\"stateSchemaVersion\":99", StringComparison.Ordinal));

        Assert.Equal(EventCount, await ReloadAsync());
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_is_ignored()
    {
        await FillAsync();
        await RewriteAsync(json => json.Replace("\"status\":", "\"status\":\"nonsense\",\"x\":", StringComparison.Ordinal));

        Assert.Equal(EventCount, await ReloadAsync());
    }

    [Fact]
    public async Task A_snapshot_that_is_newer_than_the_journal_is_ignored()
    {
        await FillAsync();
        var version = JsonSerializer.Serialize((await ReadSnapshotAsync()).GetProperty("version"));
        await RewriteAsync(json => json.Replace($"\"version\":{version}", "\"version\":1000", StringComparison.Ordinal));

        Assert.Equal(EventCount, await ReloadAsync());
    }

    [Fact]
    public async Task Repeats_are_recognised_over_a_snapshot()
    {
        var newest = await FillAsync();
        await Side.ForgetAsync(_id);

        Assert.Equal(1, (await Side.Order(_id).SendAsync(SampleOrders.Place(), _first)).Version);
        Assert.Equal(EventCount, (await Side.Order(_id).SendAsync(SampleOrders.Amend(EventCount), newest)).Version);
        Assert.Equal(EventCount, (await Side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task A_tag_that_somebody_else_moved_is_learned_and_the_next_snapshot_is_written()
    {
        await FillAsync();
        await RewriteAsync(json => json);

        for (var quantity = EventCount + 1; quantity <= EventCount + (3 * SnapshotEventCount); quantity++)
            await Side.Order(_id).SendAsync(SampleOrders.Amend(quantity));

        await Wait.UntilAsync("a newer snapshot is stored", async () =>
            (await ReadSnapshotAsync()).GetProperty("version").GetInt64() > EventCount);
    }

    [Fact]
    [Trait("Category", "Postgres")]
    public async Task The_schema_is_created_twice_on_PostgreSQL_and_the_storage_keeps_its_tags()
    {
        Assert.SkipWhen(TestServers.Postgres is null, $"{TestServers.PostgresVariable} is not set.");
        var connectionString = TestServers.Postgres ?? "";
        var schema = new SnapshotSchema(SnapshotDialect.PostgreSql, NpgsqlFactory.Instance, connectionString);
        await schema.InitializeAsync(TestContext.Current.CancellationToken);
        await schema.InitializeAsync(TestContext.Current.CancellationToken);
        await using var side = await FaultyWriteSide.StartAsync(setup => setup with
        {
            Aggregates = Bounds,
            Silo = silo => silo.AddAggregateSnapshots(SnapshotDialect.PostgreSql, NpgsqlFactory.Instance, connectionString),
        });
        var storage = side.Cluster.Cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(SnapshotStore.StorageName);
        var first = new GrainState<StoredSnapshot>(new() { Snapshot = JsonDocument.Parse("{}").RootElement });

        await storage.WriteStateAsync(OrderId.Kind, StorageId, first);
        await storage.WriteStateAsync(OrderId.Kind, StorageId, first);
        var second = new GrainState<StoredSnapshot>(new());
        await storage.ReadStateAsync(OrderId.Kind, StorageId, second);
        await storage.WriteStateAsync(OrderId.Kind, StorageId, second);

        Assert.Equal("3", second.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(OrderId.Kind, StorageId, first));
    }

    private static void Bounds(AggregateOptions options)
    {
        options.SnapshotEventCount = SnapshotEventCount;
        options.LoadPageEventCount = 10;
        options.RecentCountMax = 5;
    }

    private async Task<CommandId> FillAsync()
    {
        await Side.Order(_id).SendAsync(SampleOrders.Place(), _first);
        var newest = _first;
        for (var quantity = 2; quantity <= EventCount; quantity++)
        {
            newest = CommandId.New(TimeProvider.System);
            await Side.Order(_id).SendAsync(SampleOrders.Amend(quantity), newest);
        }

        await Wait.UntilAsync("a snapshot is stored", async () => (await ReadAsync()) is { RecordExists: true, State: { } state }
            && state.Snapshot.GetProperty("version").GetInt64() > EventCount - SnapshotEventCount - 2);
        return newest;
    }

    /// <returns>How many events were read to load the aggregate again.</returns>
    private async Task<int> ReloadAsync()
    {
        await Side.ForgetAsync(_id);
        var before = Side.Faulty.ReadEventCount;
        var outcome = await Side.Order(_id).SendAsync(SampleOrders.Amend(EventCount));
        Assert.Equal(EventCount, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        return Side.Faulty.ReadEventCount - before;
    }

    private async Task<GrainState<StoredSnapshot>> ReadAsync()
    {
        var stored = new GrainState<StoredSnapshot>(new());
        await Storage.ReadStateAsync(OrderId.Kind, StorageId, stored);
        return stored;
    }

    private async Task<JsonElement> ReadSnapshotAsync() =>
        (await ReadAsync()).State?.Snapshot ?? throw new InvalidOperationException("There is no snapshot.");

    private async Task RewriteAsync(Func<string, string> change)
    {
        var stored = await ReadAsync();
        var json = change(stored.State?.Snapshot.GetRawText() ?? "");
        stored.State = new() { Snapshot = JsonDocument.Parse(json).RootElement };
        await Storage.WriteStateAsync(OrderId.Kind, StorageId, stored);
    }
}
