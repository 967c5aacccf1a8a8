namespace CommandProcessor.Projections.Tests.Stores;

public sealed class SqliteReadModelStoreTests : ReadModelStoreConformance
{
    protected override string ToUnsharedRows => "ALTER TABLE read_model_item DROP COLUMN items";

    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());
}
