namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// How fresh an answer must be: the read model has seen its partition up to a position. It waits a little for the road to bring that, then reads the
/// rest from the journal; at the deadline it says how far it is behind.
/// </summary>
/// <param name="Position">Position within the key's partition; 0 asks for nothing.</param>
/// <param name="Deadline">How long the answer may take, road and journal together; null for the silo's default, zero for what costs no wait.</param>
[GenerateSerializer, Immutable, Alias("at-least")]
public readonly record struct AtLeast([property: Id(0)] long Position, [property: Id(1)] TimeSpan? Deadline = null)
{
    public static AtLeast Anything => default;
}
