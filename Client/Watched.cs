using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>What a watcher is shown.</summary>
/// <param name="Value">The newest state; what it was in between is not shown to a watcher that is slow.</param>
/// <param name="Token">Goes on watching after this, here or on another front end, whatever happened in between.</param>
public sealed record Watched<T>(T Value, WatchToken Token);
