using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Rebuild;

/// <summary>A build of the first partition, on a scheduler of its own as in a grain.</summary>
internal sealed class RunningBuild<TProjection, THead, TItem> : IAsyncDisposable
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private readonly BuildServices _services;
    private readonly KeyedBuild<TProjection, THead, TItem> _build;

    public RunningBuild(ReadSide side, ReadModelId model)
    {
        _services = side.NewBuildServices();
        _build = new(model, 0, side.Services, _services);
        _ = _turns.StartNew(_build.Start);
    }

    public Task ReachAsync(long position) => Eventually.HoldsAsync($"the build has reached {position}", () => Task.FromResult(_build.Position >= position));

    public async ValueTask DisposeAsync()
    {
        await _turns.StartNew(() => _build.StopAsync(CancellationToken.None)).Unwrap();
        await _turns.StartNew(() => _build.DisposeAsync().AsTask()).Unwrap();
        _services.Dispose();
    }
}
