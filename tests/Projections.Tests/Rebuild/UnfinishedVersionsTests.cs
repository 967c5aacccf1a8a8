using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace CommandProcessor.Projections.Tests.Rebuild;

/// <summary>What was left undone about versions is done by the silo that finds it, although nobody asks.</summary>
public sealed class UnfinishedVersionsTests : IAsyncDisposable
{
    private const string View = NotesProjection.ProjectionName;
    private readonly SqliteDatabase _database = new();
    private readonly SqlReadModelStore _store;
    private readonly VersionStore _versions;
    private readonly OtherSilos _others = new();
    private readonly ProjectionCluster _cluster;

    public UnfinishedVersionsTests()
    {
        NotesProjection.ReadableVersionMin = null;
        _store = _database.Open();
        _versions = VersionStore.Beside(_store, TimeProvider.System);
        _cluster = new(_database, services =>
        {
            services.AddProjection<NotesProjection, NotesHead, NoItem>(NotesGrain.GrainTypeName);
            services.Configure<ProjectionOptions>(options => (options.ViewPingIntervalMs, options.VersionAgeMaxMs, options.BuildLookPeriodMs) = (100, 300, 20));
            services.AddSingleton(_others);
            services.AddSingleton<ISiloRoles, SomeFoldOtherwise>();
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IProjectionRebuildGrain Rebuild => _cluster.Grains.GetGrain<IProjectionRebuildGrain>(View);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync(); // And the database.

    [Fact]
    public async Task A_switch_that_was_interrupted_is_completed_with_what_the_road_gave_to_others()
    {
        await ShowAsync(fold: 2);
        Append("ada", 3);
        Append("bob", 2);
        var next = await _versions.StartAsync(View, 2, Token);
        await _versions.SwitchAsync(next, isByKey: true, isAlone: true, null, Token); // With nothing built of it, and nobody at work any more.

        await _cluster.InitializeAsync();
        await StandsAsync("2 of 2 Kept, 3 of 2 Active");

        Assert.Equal(["ada 222", "bob 22"], await RowsAsync(next));
    }

    [Fact]
    public async Task A_build_whose_silo_was_lost_is_gone_on_with_and_shown_and_one_that_was_stopped_is_not()
    {
        await ShowAsync(fold: 2);
        Append("ada", 3);
        await _versions.StopAsync(await _versions.StartAsync(View, 2, Token), Token);
        await _cluster.InitializeAsync();
        await StandsAsync("2 of 2 Active, 3 of 2 Paused");

        var next = await _versions.StartAsync(View, 2, Token); // As one that asks and is gone.
        await StandsAsync("2 of 2 Kept, 3 of 2 Active");

        Assert.Equal(["ada 222"], await RowsAsync(next));
    }

    [Fact]
    public async Task Rows_of_a_former_fold_that_cannot_be_read_are_made_anew_while_queries_fill_theirs()
    {
        await ShowAsync(fold: 1);
        Append("ada", 3);
        Append("bob", 2);
        await SaveAsync("ada", "111", position: 3);
        _others.FoldOtherwise = true;

        await _cluster.InitializeAsync();
        Assert.Equal("222", await _cluster.Grains.GetGrain<INotesGrain>("ada").ReadAsync(AtLeast.Anything, Token));
        await StandsAsync("1 of 1 Switching, 2 of 2 Switching"); // As long as both take events, neither has all.
        var waits = await StandAsync(standing => standing.Fault is not null);
        _others.FoldOtherwise = false;
        await StandsAsync("1 of 1 Kept, 2 of 2 Active");

        Assert.Contains("by another version of the code", waits.Fault, StringComparison.Ordinal);
        Assert.Equal(["ada 222", "bob 22"], await RowsAsync(new(View, 2)));
    }

    [Fact]
    public async Task Rows_of_a_former_fold_that_can_be_read_stay_shown_until_the_new_are_built()
    {
        NotesProjection.ReadableVersionMin = 1;
        await ShowAsync(fold: 1);
        Append("ada", 2);
        await SaveAsync("ada", "11", position: 2);
        Append("ada", 1);
        _others.FoldOtherwise = true;

        await _cluster.InitializeAsync();
        var during = await _cluster.Grains.GetGrain<INotesGrain>("ada").ReadAsync(AtLeast.Anything, Token);
        await StandsAsync("1 of 1 Active, 2 of 2 Building");
        await StandAsync(standing => standing.Fault is not null);
        _others.FoldOtherwise = false;
        await StandsAsync("1 of 1 Kept, 2 of 2 Active");

        Assert.Equal("112", during);
        Assert.Equal("222", await _cluster.Grains.GetGrain<INotesGrain>("ada").ReadAsync(AtLeast.Anything, Token));
        Assert.Equal(["ada 222"], await RowsAsync(new(View, 2)));
    }

    [Fact]
    public async Task What_is_left_of_a_version_that_was_being_dropped_is_deleted()
    {
        await ShowAsync(fold: 1);
        await SaveAsync("ada", "111", position: 3);
        await ShowAsync(fold: 2);
        await _versions.DropAsync(View, 2, new(View, 2), isAlone: true, Token);

        await _cluster.InitializeAsync();
        await StandsAsync("2 of 2 Active");

        Assert.Empty(await RowsAsync(new(View, 1)));
    }

    private void Append(string customer, int count)
    {
        for (var number = 0; number < count; number++) _cluster.Journal.Append(new(customer, $"{Guid.NewGuid():N}"), Sample.Placed());
    }

    private async Task ShowAsync(int fold)
    {
        await _store.InitializeAsync(Token);
        await _versions.ShowAsync(View, fold, isHeld: true, isByKey: true, Token);
    }

    /// <summary>As a former program did.</summary>
    private async Task SaveAsync(string customer, string by, long position)
    {
        var key = PartitionKey.Customer(customer);
        await _store.SaveAsync([new(new(new(View, 1), key), _cluster.Journal.Partitioning.PartitionOf(key), position, $"{{\"By\":\"{by}\"}}", [])], Token);
    }

    private Task StandsAsync(string states) => Eventually.HoldsAsync($"the versions stand as {states}", async () =>
        string.Join(", ", (await _versions.ReadAsync(Token)).Where(version => version.Model.Projection == View)
            .Select(version => $"{version.Model.Version} of {version.Fold} {version.State}")) == states);

    private async Task<RebuildStanding> StandAsync(Func<RebuildStanding, bool> isMeant)
    {
        RebuildStanding? standing = null;
        await Eventually.HoldsAsync("it stands so", async () => isMeant(standing = await Rebuild.StandAsync(2, Token)));
        return standing!; // Seen just now.
    }

    private async Task<IEnumerable<string>> RowsAsync(ReadModelId model)
    {
        List<ReadModelRow> rows = [];
        for (var partition = 0; partition < _cluster.Journal.Partitioning.PartitionCount; partition++)
            rows.AddRange(await _store.ReadPartitionAsync(model, partition, null, 100, Token));
        return rows.Select(row => $"{row.Key.Name} {row.Body[7..^2]}").Order(StringComparer.Ordinal);
    }

    private sealed class OtherSilos
    {
        /// <summary>There is a silo that folds every view by another version of the code.</summary>
        public bool FoldOtherwise { get; set; }
    }

    private sealed class SomeFoldOtherwise(ILocalSiloDetails here, OtherSilos others) : ISiloRoles
    {
        private readonly SiloAddress _other = SiloAddress.New(here.SiloAddress.Endpoint, here.SiloAddress.Generation + 1);

        public SiloAddress[] Active => others.FoldOtherwise ? [here.SiloAddress, _other] : [here.SiloAddress];

        public bool Has(SiloAddress silo, string role) => silo.Equals(here.SiloAddress) || !role.Contains('@', StringComparison.Ordinal);
    }
}
