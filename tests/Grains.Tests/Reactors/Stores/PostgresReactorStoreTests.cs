using CommandProcessor.Testing.Databases;

namespace CommandProcessor.Grains.Tests.Reactors.Stores;

[Trait("Category", "Postgres")]
public sealed class PostgresReactorStoreTests : ReactorStoreConformance
{
    protected override async ValueTask<IReactorDatabase> CreateAsync()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        return new PostgresReactorDatabase(await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken));
    }
}
