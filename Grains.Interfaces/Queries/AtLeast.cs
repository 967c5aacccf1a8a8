namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// How fresh an answer must be: the read model has seen its partition up to a position. It waits for that up to the
/// deadline, then reads the rest from the journal.
/// </summary>
/// <param name="Position">Position within the key's partition; 0 asks for nothing.</param>
/// <param name="Deadline">How long to wait for the road before reading the journal; null for the silo's default.</param>
[GenerateSerializer, Immutable, Alias("at-least")]
public readonly record struct AtLeast([property: Id(0)] long Position, [property: Id(1)] TimeSpan? Deadline = null)
{
    public static AtLeast Anything => default;
}
