using System.Collections.Immutable;

namespace CommandProcessor.Grains.Partitions;

/// <summary>What became of the requests that an aggregate handed to its partition together.</summary>
[GenerateSerializer, Immutable, Alias("append-reply")]
public abstract record AppendReply
{
    private AppendReply() { }

    /// <summary>All are durable.</summary>
    /// <param name="Positions">Of the newest event of each request.</param>
    [GenerateSerializer, Immutable, Alias("append-reply.committed")]
    public sealed record Committed([property: Id(0)] ImmutableArray<long> Positions) : AppendReply;

    /// <summary>The aggregate is at another version than expected: somebody else appended to it. Nothing of the hand-over is durable, nor will be.</summary>
    [GenerateSerializer, Immutable, Alias("append-reply.conflict")]
    public sealed record Conflict([property: Id(0)] long ActualVersion) : AppendReply;

    /// <summary>Nothing was appended, nor will be.</summary>
    [GenerateSerializer, Immutable, Alias("append-reply.turned-away")]
    public sealed record TurnedAway([property: Id(0)] string Reason) : AppendReply;

    /// <summary>Nobody knows: the partition must be claimed anew and read before anything is decided again.</summary>
    [GenerateSerializer, Immutable, Alias("append-reply.unknown")]
    public sealed record Unknown([property: Id(0)] string Reason) : AppendReply;
}
