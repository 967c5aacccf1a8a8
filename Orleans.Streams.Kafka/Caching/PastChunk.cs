namespace Orleans.Streams.Kafka;

/// <param name="NextToken">Where the next chunk begins.</param>
/// <param name="NextOffset">The Kafka offset where the next chunk begins; -1 when it was not read from Kafka.</param>
internal sealed record PastChunk(IReadOnlyList<PastEvent> Events, long NextToken, long NextOffset);
