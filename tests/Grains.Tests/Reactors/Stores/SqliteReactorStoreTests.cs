namespace CommandProcessor.Grains.Tests.Reactors.Stores;

public sealed class SqliteReactorStoreTests : ReactorStoreConformance
{
    protected override ValueTask<IReactorDatabase> CreateAsync() => ValueTask.FromResult<IReactorDatabase>(new SqliteReactorDatabase());
}
