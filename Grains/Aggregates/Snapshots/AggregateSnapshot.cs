namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>An aggregate at one version, to spare reading what came before. Losing it costs time only.</summary>
internal sealed class AggregateSnapshot<TState>
    where TState : class
{
    public required int StateSchemaVersion { get; init; }

    public required long Version { get; init; }

    public required long Position { get; init; }

    public required TState State { get; init; }

    public required CommandMemorySnapshot Memory { get; init; }
}
