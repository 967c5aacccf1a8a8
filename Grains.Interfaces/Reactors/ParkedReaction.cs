using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>A process that waits because a reaction keeps failing.</summary>
/// <param name="Reactor">Whose reaction.</param>
/// <param name="Process">Which process waits, such as "transfer/17850/1"; all others flow.</param>
/// <param name="Partition">Where its events stand.</param>
/// <param name="Key">Of its events.</param>
/// <param name="Position">Of the event that cannot be reacted to.</param>
/// <param name="EventType">Of that event.</param>
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
    [property: Id(8)] DateTimeOffset Since);
