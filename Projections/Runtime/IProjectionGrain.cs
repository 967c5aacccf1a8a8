using CommandProcessor.Grains.Interfaces.Projections;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What an operator can ask of any read model of a key.</summary>
[Alias("CommandProcessor.IProjectionGrain")]
public interface IProjectionGrain : IGrainWithStringKey
{
    /// <summary>Tries the event again that the read model waits at, and all after it; returns what it waits at now, or null.</summary>
    [Alias("Redrive"), ResponseTimeout("00:10:00")]
    Task<ParkedReadModel?> RedriveAsync(CancellationToken cancellationToken);
}
