using Orleans.Streams;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>One stream provider in one silo.</summary>
internal interface IRoad : IAsyncDisposable
{
    RoadTally Tally { get; }

    IStreamProvider Provider { get; }
}
