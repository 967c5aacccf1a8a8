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

    /// <summary>Lets a parked process go on from the event at which it stands. One that is not parked is no mistake.</summary>
    [Alias("Redrive")]
    Task RedriveAsync(string reactor, string process, CancellationToken cancellationToken);
}
