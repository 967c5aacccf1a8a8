namespace Orleans.Streams.Kafka;

/// <summary>Reads a stream's past beyond the cache.</summary>
internal interface IPastSource
{
    /// <param name="fromOffset">The offset of <paramref name="fromToken"/> if known, else -1.</param>
    Task<PastChunk> ReadAsync(
        int partition, StreamId streamId, long fromToken, long toToken, long fromOffset, CancellationToken cancellationToken);
}
