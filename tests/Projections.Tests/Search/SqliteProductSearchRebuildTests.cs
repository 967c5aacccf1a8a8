using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

public sealed class SqliteProductSearchRebuildTests : ProductSearchRebuildConformance
{
    protected override Task<IReadModelDatabase> CreateAsync() => Task.FromResult<IReadModelDatabase>(new SqliteDatabase());
}
