namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>Which command caused an event, on whose behalf, and as part of what.</summary>
[GenerateSerializer, Immutable, Alias("command-context")]
public sealed record CommandContext
{
    public const int PrincipalLengthMax = 200;

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

        return TraceParent is { Length: not 55 } ? $"Trace parent has {TraceParent.Length} characters; W3C trace context has 55." : null;
    }
}
