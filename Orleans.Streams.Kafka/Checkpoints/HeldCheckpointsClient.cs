using Orleans.Runtime.Services;

namespace Orleans.Streams.Kafka;

/// <summary>Asks all silos that read.</summary>
internal sealed class HeldCheckpointsClient(IServiceProvider services, IClusterManifestProvider manifests, TimeProvider time)
    : GrainServiceClient<IHeldCheckpointsService>(services)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What the newest owner has saved, or null if no silo knows of one. Throws if a silo does not answer: it may own it.</summary>
    public async Task<Checkpoint?> FindAsync(string key)
    {
        var silos = ConsumingMark.SilosWithAny(manifests.Current);
        var answers = await Task.WhenAll(silos.Select(silo => GetGrainService(silo).FindAsync(key).AsTask().WaitAsync(AskTimeout, time)));
        return answers.MaxBy(answer => answer?.Epoch ?? 0);
    }
}
