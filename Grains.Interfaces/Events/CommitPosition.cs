namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>Where an answer was committed: the position in its partition of the newest event that the answer rests on.</summary>
[GenerateSerializer, Immutable, Alias("commit-position")]
public readonly record struct CommitPosition([property: Id(0)] int Partition, [property: Id(1)] long Position)
{
    public override string ToString() => $"{Partition}@{Position}";
}
