using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Partitions;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>What of the product a benchmark runs.</summary>
internal sealed record ProductParts
{
    /// <summary>PostgreSQL for journal, snapshots and read models.</summary>
    public required string ConnectionString { get; init; }

    public required int Partitions { get; init; }

    /// <summary>Where events are published; null leaves them in the journal.</summary>
    public BenchmarkTopic? Topic { get; init; }

    public bool HasProjections { get; init; }

    /// <summary>Whether the views over everybody are kept awake.</summary>
    public bool HasViewsOverAll { get; init; } = true;

    public bool HasReactors { get; init; }

    /// <summary>What the benchmark adds of its own.</summary>
    public Action<IServiceCollection> Configure { get; init; } = _ => { };

    /// <summary>Puts something of the benchmark's own between the partitions and the road.</summary>
    public Func<IEventRoad, IEventRoad> Road { get; init; } = road => road;
}
