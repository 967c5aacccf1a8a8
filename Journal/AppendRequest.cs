using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>The events that one command caused in one aggregate.</summary>
/// <param name="ExpectedVersion">The aggregate's version before them.</param>
/// <param name="Events">At least one.</param>
[GenerateSerializer, Immutable, Alias("append-request")]
public sealed record AppendRequest(
    [property: Id(0)] PartitionKey Key,
    [property: Id(1)] AggregateId Aggregate,
    [property: Id(2)] long ExpectedVersion,
    [property: Id(3)] CommandContext Context,
    [property: Id(4)] ImmutableArray<EventData> Events)
{
    public const int EventBodyBytesMaxDefault = EventData.BodyBytesMax;

    /// <summary>
    /// True if it was decided on what the request before it in its group brings about: it is appended only if that one is. An expected version alone
    /// does not say so, for others may have brought the aggregate to the same.
    /// </summary>
    [Id(5)]
    public bool RestsOnPrevious { get; init; }

    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary>
    /// Says what is wrong with it, or null. A writer refuses a whole group for one mistake, so whoever gathers a group asks first.
    /// </summary>
    public string? Mistake(int eventBodyBytesMax = EventBodyBytesMaxDefault)
    {
        if (Mistake(Key.Value, "Partition key") is { } ofKey) return ofKey;
        if (Mistake(Aggregate.Value, "Aggregate id") is { } ofAggregate) return ofAggregate;
        if (ExpectedVersion < 0) return $"Expected version {ExpectedVersion} of {Aggregate} is negative.";
        if (Context is null) return $"Command context for {Aggregate} is missing.";
        if (Context.Mistake() is { } ofContext) return ofContext;
        if (Mistake(Context.Principal, "Principal") is { } ofPrincipal) return ofPrincipal;
        if (Context.TraceParent is { } trace && Mistake(trace, "Trace parent") is { } ofTrace) return ofTrace;
        if (Events.IsDefaultOrEmpty) return $"Append to {Aggregate} holds no event.";

        foreach (var data in Events)
        {
            if (Mistake(data.Type, "Event type") is { } ofType) return ofType;
            if (data.SchemaVersion < 1) return $"Schema version {data.SchemaVersion} of event '{data.Type}' is not positive.";
            if (data.Body.Length > eventBodyBytesMax)
                return $"Body of event '{data.Type}' of {Aggregate} has {data.Body.Length} bytes; at most {eventBodyBytesMax} are allowed.";
            if (!IsJson(data.Body.Span)) return $"Body of event '{data.Type}' of {Aggregate} is not JSON.";
        }

        return null;
    }

    private static string? Mistake(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return $"{name} is empty.";
        var at = text.AsSpan().IndexOfAny(ControlCharacters);
        if (at >= 0) return $"{name} holds the control character U+{(int)text[at]:X4}.";
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !IsWellFormed(text) ? $"{name} holds half of a surrogate pair." : null;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done) return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>The reader does not look inside strings for broken UTF-8, so that is asked separately; a byte order mark is no JSON.</summary>
    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (!System.Text.Unicode.Utf8.IsValid(body)) return false;
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
