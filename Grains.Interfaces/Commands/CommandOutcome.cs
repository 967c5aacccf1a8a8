using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>
/// The answer to a command. It leaves only when everything it rests on is durable; a repeat of the command id gets the same answer.
/// </summary>
[GenerateSerializer, Immutable, Alias("command-outcome")]
public abstract record CommandOutcome
{
    private CommandOutcome(long version, CommitPosition position)
    {
        Version = version;
        Position = position;
    }

    /// <summary>The aggregate's version after the command.</summary>
    [Id(0)] public long Version { get; }

    /// <summary>What a query must have seen to show everything that this answer rests on.</summary>
    [Id(1)] public CommitPosition Position { get; }

    /// <summary>The command was carried out, now or when its id was first seen.</summary>
    [GenerateSerializer, Immutable, Alias("command-outcome.accepted")]
    public sealed record Accepted(long Version, CommitPosition Position) : CommandOutcome(Version, Position);

    /// <summary>A rule forbids the command. Nothing was changed, but that some aggregates write down a refusal that must last.</summary>
    [GenerateSerializer, Immutable, Alias("command-outcome.refused")]
    public sealed record Refused(long Version, CommitPosition Position, [property: Id(0)] Refusal Refusal) : CommandOutcome(Version, Position);
}
