namespace CommandProcessor.Projections.Tests.Stores;

[Trait("Category", "Postgres")]
public sealed class PostgresReadModelStoreTests : ReadModelStoreConformance
{
    protected override async ValueTask<IReadModelDatabase> CreateAsync() =>
        await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
}
