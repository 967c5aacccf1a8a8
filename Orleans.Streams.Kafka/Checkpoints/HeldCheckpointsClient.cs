using Orleans.Runtime.Services;

namespace Orleans.Streams.Kafka;

/// <summary>Asks all silos that may own a partition: also those that are leaving, which the manifest no longer has, and which still deliver.</summary>
internal sealed class HeldCheckpointsClient(IServiceProvider services, IClusterManifestProvider manifests, ISiloStatusOracle statuses, TimeProvider time)
    : GrainServiceClient<IHeldCheckpointsService>(services)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What the newest owner has saved, or null if no silo knows of one. Throws if a silo does not answer: it may own it.</summary>
    public async Task<Checkpoint?> FindAsync(string key)
    {
        var manifest = manifests.Current;
        var silos = statuses.GetApproximateSiloStatuses(onlyActive: false)
            .Where(silo => silo.Value is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping)
            .Where(silo => ConsumingMark.MayConsume(silo.Key, manifest));
        var answers = await Task.WhenAll(silos.Select(silo => GetGrainService(silo.Key).FindAsync(key).AsTask().WaitAsync(AskTimeout, time)));
        return answers.MaxBy(answer => answer?.Epoch ?? 0);
    }
}
