using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Keeps silos from hearing what grain classes the others have, as it is for a moment when they have just joined.</summary>
public sealed class ManifestGate
{
    private volatile TaskCompletionSource? _gate;

    /// <summary>For silos that start from now on.</summary>
    public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate?.TrySetResult();

    public void AddTo(ISiloBuilder silo)
    {
        var real = silo.Services.Last(service => service.ServiceType == typeof(IClusterManifestProvider)).ImplementationFactory!; // Orleans' own.
        silo.Services.AddSingleton<IClusterManifestProvider>(services => new HeldManifests(
            (IClusterManifestProvider)real(services), services.GetRequiredService<ILocalSiloDetails>().SiloAddress, _gate?.Task ?? Task.CompletedTask));
    }

    private sealed class HeldManifests(IClusterManifestProvider real, SiloAddress self, Task gate) : IClusterManifestProvider
    {
        public GrainManifest LocalGrainManifest => real.LocalGrainManifest;

        public ClusterManifest Current => gate.IsCompleted
            ? real.Current
            : new(MajorMinorVersion.Zero, ImmutableDictionary<SiloAddress, GrainManifest>.Empty.Add(self, LocalGrainManifest));

        public IAsyncEnumerable<ClusterManifest> Updates => UpdatesAsync();

        private async IAsyncEnumerable<ClusterManifest> UpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await gate.WaitAsync(cancellationToken);
            await foreach (var manifest in real.Updates.WithCancellation(cancellationToken)) yield return manifest;
        }
    }
}
