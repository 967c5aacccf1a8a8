using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>What the builds of a silo share.</summary>
public sealed class BuildServices(VersionStore versions, IOptions<ProjectionOptions> options) : IDisposable
{
    public VersionStore Versions { get; } = versions;

    /// <summary>Bounds the partitions that are folded at the same time, so that commands and queries keep the rest of the machine.</summary>
    internal SemaphoreSlim Turns { get; } = new(options.Value.BuildConcurrencyMax);

    public void Dispose() => Turns.Dispose();
}
