namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>
/// The immutable value that the body of an event stands for, kept beside it. It says nothing that the bytes do not: whether it is there makes no
/// difference between two events.
/// </summary>
internal readonly struct DecodedBody : IEquatable<DecodedBody>
{
    private readonly Entry? _entry; // One reference, for events are read by many at the same time.

    /// <param name="codec">Whose value it is: another may read another one from the same bytes.</param>
    /// <param name="data">Of which it is the value: of a copy of the event with another body it is not.</param>
    public DecodedBody(object codec, EventData data, object value) => _entry = new(codec, data, value);

    /// <summary>What that codec has made of the body, if it is at hand.</summary>
    public object? Of(object codec, EventData data) => _entry is { } entry && ReferenceEquals(entry.Codec, codec) && entry.Data == data ? entry.Value : null;

    public bool Equals(DecodedBody other) => true;

    public override bool Equals(object? other) => other is DecodedBody;

    public override int GetHashCode() => 0;

    private sealed record Entry(object Codec, EventData Data, object Value);
}
