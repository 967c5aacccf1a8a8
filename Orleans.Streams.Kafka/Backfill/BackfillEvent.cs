namespace Orleans.Streams.Kafka;

/// <param name="SizeBytes">About how much memory the event takes; counts against the cache's bound.</param>
public sealed record BackfillEvent(StreamId StreamId, object Event, long Sequence, int SizeBytes = 512);
