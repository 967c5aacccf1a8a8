using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Topology;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Client.Sending;

/// <summary>What all sessions of a client share.</summary>
internal sealed class ClientCore(
    IGrainFactory grains,
    IOptions<CommandProcessorClientOptions> options,
    TimeProvider time,
    ClientInstruments instruments,
    ILogger<CommandProcessorClient> logger)
{
    private volatile Partitioning? _partitioning;

    public HostedGrains Grains { get; } = new(grains);

    public CommandProcessorClientOptions Options { get; } = options.Value;

    public TimeProvider Time => time;

    public ClientInstruments Instruments => instruments;

    public Retrier Retrier { get; } = new(options.Value, time, Random.Shared, instruments, logger);

    /// <summary>How the journal is cut; asked for once, since it never changes.</summary>
    public async ValueTask<Partitioning> GetPartitioningAsync(CancellationToken cancellationToken) =>
        _partitioning ??= await Grains.GetOnly<ITopologyGrain>().GetPartitioningAsync(cancellationToken);
}
