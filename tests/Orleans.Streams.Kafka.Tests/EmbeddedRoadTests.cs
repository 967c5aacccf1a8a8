namespace Orleans.Streams.Kafka.Tests;

public sealed class EmbeddedRoadTests(EmbeddedBroker broker) : RoadConformance(broker), IClassFixture<EmbeddedBroker>;
