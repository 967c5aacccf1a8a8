using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

public sealed class SqliteProductIndexTests : ProductIndexConformance
{
    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());
}
