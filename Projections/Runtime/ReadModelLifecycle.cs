using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Brings the schema up before any grain, and saves what is queued after the last of them.</summary>
internal sealed class ReadModelLifecycle(IReadModelStore store, ReadModelWriter writer) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(ReadModelLifecycle), ServiceLifecycleStage.RuntimeStorageServices, store.InitializeAsync, StopAsync);

    private async Task StopAsync(CancellationToken cancellationToken) => await writer.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
