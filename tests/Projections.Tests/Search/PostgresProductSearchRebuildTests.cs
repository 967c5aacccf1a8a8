using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

[Trait("Category", "Postgres")]
public sealed class PostgresProductSearchRebuildTests : ProductSearchRebuildConformance
{
    protected override async Task<IReadModelDatabase> CreateAsync() => await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
}
