namespace Orleans.Streams.Kafka.Tests;

/// <param name="Batch">Counts the deliveries of the stream: events with one number came in one call.</param>
public sealed record Delivery(int Number, long Token, int Batch, string Consumer, long At);
