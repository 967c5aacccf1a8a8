using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class ProjectionVersionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_delivers_knows_of_a_switch_that_is_older_than_the_age_allowed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var database = new SqliteDatabase();
        var store = database.Open();
        await store.InitializeAsync(Token);
        var rows = VersionStore.Beside(store, time);
        await using var versions = new ProjectionVersions(
            rows, [ProjectionDescription.Of<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName)], time,
            Options.Create(new ProjectionOptions { VersionAgeMaxMs = 1_000 }), NullLogger<ProjectionVersions>.Instance);
        var former = await versions.FindActiveAsync(CustomerOrdersProjection.Name, Token);

        var next = await rows.StartAsync(CustomerOrdersProjection.Name, CustomerOrdersProjection.Version, Token);
        await rows.SwitchAsync(next, isByKey: true, isAlone: true, null, Token);
        time.Advance(TimeSpan.FromMilliseconds(1_000));
        await versions.RequireRecentAsync(Token);
        var within = versions.ActiveOf(CustomerOrdersProjection.Name);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await versions.RequireRecentAsync(Token);
        var after = versions.ActiveOf(CustomerOrdersProjection.Name);

        Assert.Equal((former, next), (within, after));
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_for_those_who_fold_otherwise()
    {
        await using var database = new SqliteDatabase();
        var store = database.Open();
        await store.InitializeAsync(Token);
        var rows = VersionStore.Beside(store, TimeProvider.System);
        await rows.ShowAsync(CustomerOrdersProjection.Name, CustomerOrdersProjection.Version - 1, isHeld: true, isByKey: true, Token);
        await using var versions = new ProjectionVersions(
            rows, [ProjectionDescription.Of<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName)], TimeProvider.System,
            Options.Create(new ProjectionOptions()), NullLogger<ProjectionVersions>.Instance);

        var refused = await Assert.ThrowsAsync<ReadModelMismatchException>(() => versions.FindActiveAsync(CustomerOrdersProjection.Name, Token));

        Assert.Contains("There is no version of 'customer-orders' yet that this program can show", refused.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.Active, Assert.Single(await rows.ReadAsync(Token)).State);
    }
}
