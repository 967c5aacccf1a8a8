using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Projections.Tests.Stores;

/// <summary>What becomes of versions, and what does not, however many ask at the same time.</summary>
public abstract class VersionStoreConformance : IAsyncLifetime
{
    private const string View = "sample";
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private IReadModelDatabase? _database;
    private VersionStore? _versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VersionStore Versions => _versions ?? throw new InvalidOperationException("There is no store yet.");

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        var store = _database.Open();
        await store.InitializeAsync(Token);
        _versions = VersionStore.Beside(store, _time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IReadModelDatabase> CreateAsync();

    [Fact]
    public async Task The_first_version_of_all_is_complete_and_that_of_the_next_fold_is_not_and_neither_is_the_first_any_more()
    {
        await ShowAsync(fold: 3);
        await ShowAsync(fold: 3);
        await Versions.ShowAsync(View, 4, isHeld: false, isByKey: true, Token); // By one who has nothing to do with its events.
        Assert.Equal("3 of 3 Active", await StateAsync());

        await ShowAsync(fold: 4);

        Assert.Equal("3 of 3 Switching, 4 of 4 Switching", await StateAsync());
    }

    [Fact]
    public async Task The_rows_of_a_view_over_everybody_say_themselves_how_far_they_are()
    {
        await ShowAsync(fold: 1, isByKey: false);
        await ShowAsync(fold: 2, isByKey: false);

        Assert.Equal("1 of 1 Active, 2 of 2 Active", await StateAsync());
    }

    [Fact]
    public async Task A_fold_that_comes_back_shows_what_it_had()
    {
        await ShowAsync(fold: 1);
        await ShowAsync(fold: 2);
        await Versions.CompleteAsync(new(View, 2), Token);
        Assert.Equal("1 of 1 Kept, 2 of 2 Active", await StateAsync());

        await ShowAsync(fold: 1);

        Assert.Equal("1 of 1 Switching, 2 of 2 Switching", await StateAsync());
    }

    [Fact]
    public async Task A_version_is_built_and_shown_and_completed()
    {
        await ShowAsync(fold: 1);
        var next = await Versions.StartAsync(View, 1, Token);
        Assert.Equal("1 of 1 Active, 2 of 1 Building", await StateAsync());

        Assert.False(await Versions.CompleteAsync(next, Token));
        Assert.True(await Versions.SwitchAsync(next, isByKey: true, isAlone: true, "equal", Token));
        Assert.False(await Versions.SwitchAsync(next, isByKey: true, isAlone: true, "equal", Token));
        Assert.False(await Versions.StopAsync(next, Token));
        Assert.Equal("1 of 1 Kept, 2 of 1 Switching", await StateAsync());

        Assert.True(await Versions.CompleteAsync(next, Token));
        Assert.Equal("1 of 1 Kept, 2 of 1 Active", await StateAsync());
        Assert.Equal([null, "equal"], (await Versions.ReadAsync(Token)).Select(version => version.Verdict));
    }

    [Fact]
    public async Task What_was_stopped_is_gone_on_with_and_each_thing_by_its_own_name()
    {
        await ShowAsync(fold: 1);
        var second = await Versions.StartAsync(View, 1, Token);
        await Versions.StopAsync(second, Token);
        Assert.Equal("1 of 1 Active, 2 of 1 Paused", await StateAsync());
        Assert.Equal(second, await Versions.StartAsync(View, 1, Token));
        await Versions.SwitchAsync(second, isByKey: true, isAlone: true, null, Token);

        _time.Advance(TimeSpan.FromSeconds(1));
        var first = await Versions.ReturnAsync(View, 1, Token);
        Assert.Equal("1 of 1 Returning, 2 of 1 Switching", await StateAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => Versions.StartAsync(View, 1, Token));
        await Versions.StopAsync(first, Token);
        var third = await Versions.StartAsync(View, 1, Token);
        await Assert.ThrowsAsync<ArgumentException>(() => Versions.ReturnAsync(View, 1, Token));
        await Versions.StopAsync(third, Token);

        Assert.Equal(first, await Versions.ReturnAsync(View, 1, Token));
        Assert.Equal("1 of 1 Returning, 2 of 1 Switching, 3 of 1 Paused", await StateAsync());
    }

    [Fact]
    public async Task Where_nothing_was_shown_before_there_is_nothing_to_go_back_to()
    {
        await ShowAsync(fold: 1);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Versions.ReturnAsync(View, 1, Token));

        Assert.Equal("There is no version of 'sample' to go back to that this program's fold, 1, made.", refused.Message);
    }

    [Fact]
    public async Task Of_many_who_start_at_once_all_build_the_same()
    {
        await ShowAsync(fold: 1);

        var built = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Versions.StartAsync(View, 1, Token), Token)));

        Assert.Equal(new ReadModelId(View, 2), Assert.Single(built.Distinct()));
        Assert.Equal("1 of 1 Active, 2 of 1 Building", await StateAsync());
    }

    [Fact]
    public async Task What_is_dropped_is_not_gone_back_to_and_its_number_never_comes_again()
    {
        await ShowAsync(fold: 1);
        await SwitchToNextAsync();
        await SwitchToNextAsync();
        await Versions.SaveBuildAsync(new(View, 2), 0, 5, Token);
        Assert.Equal("1 of 1 Kept, 2 of 1 Kept, 3 of 1 Active", await StateAsync());

        Assert.Equal(2, await Versions.DropAsync(View, 1, new(View, 3), isAlone: true, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Versions.ReturnAsync(View, 1, Token));
        Assert.True(await Versions.RemoveAsync(new(View, 2), Token));
        Assert.True(await Versions.RemoveAsync(new(View, 1), Token));
        Assert.False(await Versions.RemoveAsync(new(View, 3), Token));

        Assert.Equal("3 of 1 Active", await StateAsync());
        Assert.Empty(await Versions.ReadBuildAsync(new(View, 2), Token));
        Assert.Equal(4, (await Versions.StartAsync(View, 1, Token)).Version);
    }

    [Fact]
    public async Task What_is_shown_or_built_is_not_dropped_and_that_of_another_fold_only_if_nobody_folds_so()
    {
        await ShowAsync(fold: 1);
        await Versions.StartAsync(View, 1, Token);
        await ShowAsync(fold: 2);
        await Versions.StartAsync(View, 2, Token);
        Assert.Equal("1 of 1 Switching, 2 of 1 Building, 3 of 2 Switching, 4 of 2 Building", await StateAsync());

        Assert.Equal(0, await Versions.DropAsync(View, 2, new(View, 3), isAlone: false, Token));
        Assert.Equal(2, await Versions.DropAsync(View, 2, new(View, 3), isAlone: true, Token));

        Assert.Equal("1 of 1 Dropping, 2 of 1 Dropping, 3 of 2 Switching, 4 of 2 Building", await StateAsync());
    }

    [Fact]
    public async Task How_far_a_build_is_never_goes_back()
    {
        await Versions.SaveBuildAsync(new(View, 2), 3, 7, Token);
        await Versions.SaveBuildAsync(new(View, 2), 3, 5, Token);
        await Versions.SaveBuildAsync(new(View, 2), 1, 2, Token);

        Assert.Equal([(1, 2L), (3, 7L)], (await Versions.ReadBuildAsync(new(View, 2), Token)).OrderBy(row => row.Key).Select(row => (row.Key, row.Value)));
    }

    private async Task SwitchToNextAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var next = await Versions.StartAsync(View, 1, Token);
        await Versions.SwitchAsync(next, isByKey: false, isAlone: true, null, Token);
    }

    private Task ShowAsync(int fold, bool isByKey = true) => Versions.ShowAsync(View, fold, isHeld: true, isByKey, Token);

    private async Task<string> StateAsync() =>
        string.Join(", ", (await Versions.ReadAsync(Token)).Select(version => $"{version.Model.Version} of {version.Fold} {version.State}"));
}

public sealed class SqliteVersionStoreTests : VersionStoreConformance
{
    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());
}

[Trait("Category", "Postgres")]
public sealed class PostgresVersionStoreTests : VersionStoreConformance
{
    protected override async ValueTask<IReadModelDatabase> CreateAsync() => await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
}
