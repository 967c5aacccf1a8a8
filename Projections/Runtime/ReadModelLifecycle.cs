using CommandProcessor.Projections.Stores;
using Orleans.Metadata;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Brings the schema up before any grain, and saves what is queued after the last of them.</summary>
internal sealed class ReadModelLifecycle(
    IReadModelStore store, ProjectionVersions versions, ReadModelLoader loader, ReadModelWriter writer, IClusterManifestProvider manifests)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(ReadModelLifecycle), ServiceLifecycleStage.RuntimeStorageServices, StartAsync, StopAsync);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken);
        var held = manifests.LocalGrainManifest.Grains;
        await versions.StartAsync(projection => held.ContainsKey(projection.GrainType), cancellationToken);
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await versions.DisposeAsync();
        await writer.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        await loader.DisposeAsync().AsTask().WaitAsync(cancellationToken);
    }
}
