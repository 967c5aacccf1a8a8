namespace CommandProcessor.Projections.Tests.Stores;

public sealed class SqliteReadModelStoreTests : ReadModelStoreConformance
{
    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());
}
