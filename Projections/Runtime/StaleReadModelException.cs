using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Another activation of the grain has moved the read model on: what this one has in memory is of the past.</summary>
internal sealed class StaleReadModelException(ReadModelAddress address) : Exception($"{address} was moved on by another activation.");
