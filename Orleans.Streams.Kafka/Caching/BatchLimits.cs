namespace Orleans.Streams.Kafka;

internal readonly record struct BatchLimits(int CountMax, int BytesMax);
