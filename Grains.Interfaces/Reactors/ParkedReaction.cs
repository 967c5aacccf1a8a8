using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>A process that waits because a reaction keeps failing, or a due time that waits because it cannot be read.</summary>
/// <param name="Reactor">Whose reaction; <see cref="DueTimes"/> of a due time.</param>
/// <param name="Process">Which process waits, such as "transfer/17850/1"; all others flow. Of a due time its id.</param>
/// <param name="Partition">Where its events stand.</param>
/// <param name="Key">Of its events; of a due time that of its partition.</param>
/// <param name="Position">Of the event that cannot be reacted to; 0 of a due time.</param>
/// <param name="EventType">Of that event; of a due time the name of what was to be sent.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="IsTransient">True if it is tried again without anybody asking for it.</param>
/// <param name="Since">When it was parked first.</param>
[GenerateSerializer, Immutable, Alias("parked-reaction")]
public sealed record ParkedReaction(
    [property: Id(0)] string Reactor,
    [property: Id(1)] string Process,
    [property: Id(2)] int Partition,
    [property: Id(3)] PartitionKey Key,
    [property: Id(4)] long Position,
    [property: Id(5)] string EventType,
    [property: Id(6)] string Error,
    [property: Id(7)] bool IsTransient,
    [property: Id(8)] DateTimeOffset Since)
{
    /// <summary>Stands in place of a reactor where a due time waits; no reactor has this name.</summary>
    public const string DueTimes = "due-times";
}
