using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

[Trait("Category", "Postgres")]
public sealed class PostgresProductIndexTests : ProductIndexConformance
{
    protected override async ValueTask<IReadModelDatabase> CreateAsync() =>
        await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
}
