using CommandProcessor.Grains.Interfaces.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>Where aggregates keep their snapshots: the grain storage of that name, or nowhere if there is none.</summary>
internal sealed class SnapshotStore(IServiceProvider services, WriteInstruments instruments, ILogger<SnapshotStore> logger)
{
    public const string StorageName = "snapshots";

    private readonly IGrainStorage? _storage = services.GetKeyedService<IGrainStorage>(StorageName);

    public SnapshotFile<TState> Open<TState>(AggregateId aggregate)
        where TState : class => new(_storage, aggregate, instruments, logger);
}
