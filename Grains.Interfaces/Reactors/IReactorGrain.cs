namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>The reactors of one partition; its key is the partition's number.</summary>
[Alias("CommandProcessor.IReactorGrain")]
public interface IReactorGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps them awake and tells how they are.</summary>
    [Alias("Ping")]
    Task<ReactorHealth> PingAsync(CancellationToken cancellationToken);

    /// <summary>The processes that wait.</summary>
    [Alias("ReadParked")]
    Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(CancellationToken cancellationToken);

    /// <summary>Lets parked processes go on from the event at which they stand, and waits some seconds for what comes of it. None parked is no mistake.</summary>
    /// <param name="reactor">Only those of that reactor; null for all.</param>
    /// <param name="process">Only that one; null for all.</param>
    [Alias("Redrive")]
    Task<ReactionRedrive> RedriveAsync(string? reactor, string? process, CancellationToken cancellationToken);
}
