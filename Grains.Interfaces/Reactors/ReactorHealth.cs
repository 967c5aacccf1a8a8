namespace CommandProcessor.Grains.Interfaces.Reactors;

/// <summary>How the reactors of a partition are.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Silo">Where they run.</param>
/// <param name="Epoch">Of their claim.</param>
/// <param name="Checkpoint">Everything up to this position is reacted to, or parked.</param>
/// <param name="Taken">Position of the newest event that was taken.</param>
/// <param name="UnderWayCount">Events that are taken and not done.</param>
/// <param name="ParkedCount">Processes that wait for a person, or for better times.</param>
[GenerateSerializer, Immutable, Alias("reactor-health")]
public sealed record ReactorHealth(
    [property: Id(0)] int Partition,
    [property: Id(1)] SiloAddress Silo,
    [property: Id(2)] long Epoch,
    [property: Id(3)] long Checkpoint,
    [property: Id(4)] long Taken,
    [property: Id(5)] int UnderWayCount,
    [property: Id(6)] int ParkedCount);
