namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>A read model that waits at an event which could not be applied.</summary>
/// <param name="Key">Whose, such as "customer/17850".</param>
/// <param name="Position">Of the event in its partition.</param>
/// <param name="EventType">Such as "order-placed".</param>
/// <param name="Error">What the fold said.</param>
/// <param name="Since">When that was noticed.</param>
[GenerateSerializer, Immutable, Alias("parked-read-model")]
public sealed record ParkedReadModel(
    [property: Id(0)] string Projection,
    [property: Id(1)] string Key,
    [property: Id(2)] int Partition,
    [property: Id(3)] long Position,
    [property: Id(4)] string EventType,
    [property: Id(5)] string Error,
    [property: Id(6)] DateTimeOffset Since);
