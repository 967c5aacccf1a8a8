using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.History;

/// <summary>What an aggregate was.</summary>
/// <param name="Version">Number of its newest event then.</param>
/// <param name="Position">Of that event.</param>
/// <param name="View">Its view as JSON.</param>
public sealed record PastAggregate(AggregateId Aggregate, long Version, CommitPosition Position, JsonElement View);
