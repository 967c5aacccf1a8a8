using System.Buffers;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>Which command caused an event, on whose behalf, and as part of what.</summary>
[GenerateSerializer, Immutable, Alias("command-context")]
public sealed record CommandContext
{
    public const int PrincipalLengthMax = 200;
    private const int TraceParentLength = 55;
    private static readonly SearchValues<char> TraceParentCharacters = SearchValues.Create("0123456789abcdef-");

    [Id(0)] public required CommandId CommandId { get; init; }

    /// <summary>The event or command that led to this command, if any.</summary>
    [Id(1)] public Guid? CausationId { get; init; }

    /// <summary>The same for everything that came from one intent; the command's own id where it came from nowhere else.</summary>
    [Id(2)] public required Guid CorrelationId { get; init; }

    /// <summary>Who asked.</summary>
    [Id(3)] public required string Principal { get; init; }

    /// <summary>W3C trace context, if the caller was traced.</summary>
    [Id(4)] public string? TraceParent { get; init; }

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (!CommandId.IsValid) return $"Command id {CommandId.Value} is a UUID of version {CommandId.Value.Version}; version 7 is required.";
        if (string.IsNullOrWhiteSpace(Principal)) return "Principal is empty.";
        if (Principal.Length > PrincipalLengthMax) return $"Principal has {Principal.Length} characters; at most {PrincipalLengthMax} are allowed.";
        foreach (var character in Principal)
        {
            if (char.IsControl(character)) return $"Principal holds the control character U+{(int)character:X4}.";
        }

        if (!Identifier.IsWellFormed(Principal)) return "Principal holds half of a character outside the Basic Multilingual Plane.";
        return TraceParent is null ? null : TraceParentMistake(TraceParent);
    }

    private static string? TraceParentMistake(string traceParent)
    {
        if (traceParent.Length != TraceParentLength) return $"Trace parent has {traceParent.Length} characters; W3C trace context has {TraceParentLength}.";
        return traceParent.AsSpan().ContainsAnyExcept(TraceParentCharacters) ? "Trace parent holds other characters than 0-9, a-f and '-'." : null;
    }
}
