namespace CommandProcessor.Grains.Aggregates;

/// <summary>An aggregate as the journal has it.</summary>
/// <param name="Position">Of its newest event in its partition; 0 if it has none.</param>
internal readonly record struct Durable<TState>(TState State, long Version, long Position);
