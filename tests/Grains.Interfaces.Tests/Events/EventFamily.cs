using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

/// <summary>A family of events with one sample of each, and its codec.</summary>
public sealed record EventFamily
{
    private EventFamily() { }

    public required Type Base { get; init; }

    public required IReadOnlyCollection<string> Types { get; init; }

    /// <summary>The types of the samples.</summary>
    public required ImmutableArray<Type> Sampled { get; init; }

    /// <summary>The samples as they stand in the journal.</summary>
    public required ImmutableArray<EventData> Encoded { get; init; }

    /// <summary>Reads a body and writes it again.</summary>
    public required Func<string, int, byte[], EventData> Rewrite { get; init; }

    public static EventFamily Of<TEvent>(EventCodec<TEvent> codec, params ImmutableArray<TEvent> samples)
        where TEvent : class => new()
    {
        Base = typeof(TEvent),
        Types = codec.Types,
        Sampled = [.. samples.Select(sample => sample.GetType())],
        Encoded = [.. samples.Select(codec.Encode)],
        Rewrite = (type, schemaVersion, body) => codec.Encode(codec.Decode(type, schemaVersion, body)),
    };
}
