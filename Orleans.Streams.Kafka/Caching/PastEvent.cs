namespace Orleans.Streams.Kafka;

/// <summary>An event read again from Kafka or the backfill source.</summary>
internal readonly record struct PastEvent(long Token, object Event, Dictionary<string, object>? RequestContext, int Bytes);
