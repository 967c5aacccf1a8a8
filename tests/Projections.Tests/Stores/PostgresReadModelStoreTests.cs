namespace CommandProcessor.Projections.Tests.Stores;

[Trait("Category", "Postgres")]
public sealed class PostgresReadModelStoreTests : ReadModelStoreConformance
{
    protected override string ToUnsharedRows => """
        ALTER TABLE read_model_item SET (fillfactor = 85);
        UPDATE read_model_schema SET version = version - 1;
        ALTER TABLE read_model_item DROP COLUMN items;
        ALTER TABLE read_model_head DROP COLUMN previous
        """;

    protected override async ValueTask<IReadModelDatabase> CreateAsync() =>
        await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
}
