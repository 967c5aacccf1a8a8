using CommandProcessor.Grains.Interfaces.Projections;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What an operator can ask of any read model.</summary>
[Alias("CommandProcessor.IProjectionGrain")]
public interface IProjectionGrain : IGrainWithStringKey
{
    /// <summary>Tries the event again that the read model waits at, and all after it; returns what it waits at now, or null.</summary>
    [Alias("Redrive")]
    Task<ParkedReadModel?> RedriveAsync(CancellationToken cancellationToken);

    /// <summary>Folds the read model anew from the journal; returns what it waits at then, or null.</summary>
    [Alias("Rebuild")]
    Task<ParkedReadModel?> RebuildAsync(CancellationToken cancellationToken);
}
