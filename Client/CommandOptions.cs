using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client;

/// <summary>What may be said about one command besides the command itself.</summary>
public sealed record CommandOptions
{
    /// <summary>Names the intent; give the same one to send the same intent again. Null makes a new one.</summary>
    public CommandId? CommandId { get; init; }

    /// <summary>Have it refused unless the aggregate has exactly this version.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>On whose behalf; null for the session's.</summary>
    public string? Principal { get; init; }

    /// <summary>What it belongs to; null for an intent of its own.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The event or command that led to it, if any.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>How long to try at most; null for <see cref="CommandProcessorClientOptions.CommandTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Try again within the timeout, under the same id, after a refusal that may pass by itself.</summary>
    public bool RetryTransientRefusals { get; init; }
}
