namespace CommandProcessor.Grains.Aggregates;

/// <summary>What an aggregate needs to go on.</summary>
internal sealed record LoadedAggregate<TState>(Durable<TState> Durable, CommandMemory Memory);
