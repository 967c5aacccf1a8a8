namespace Orleans.Streams.Kafka.Tests;

[GenerateSerializer, Immutable, Alias("kafka-tests.numbered.v1")]
public sealed record Numbered([property: Id(0)] int Number, [property: Id(1)] string Padding = "");
