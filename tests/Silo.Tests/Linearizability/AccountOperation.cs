using System.Text.Json.Serialization;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>One intent of one client, however often it was sent, as the judge reads it.</summary>
internal sealed record AccountOperation
{
    public required int Client { get; init; }

    public required string Account { get; init; }

    /// <summary>open, deposit, withdraw or read.</summary>
    public required string Op { get; init; }

    /// <summary>In minor units.</summary>
    public long Amount { get; init; }

    /// <summary>Nanoseconds of a clock that all clients share, before the first sending.</summary>
    public required long Call { get; init; }

    /// <summary>After the last answer.</summary>
    public long Return { get; init; }

    /// <summary>ok, refused, or unknown if the client gave up.</summary>
    public required string Result { get; init; }

    /// <summary>In minor units, if the answer tells it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Balance { get; init; }

    [JsonIgnore]
    public bool IsOk => Result == "ok";

    [JsonIgnore]
    public bool IsUnknown => Result == "unknown";
}
