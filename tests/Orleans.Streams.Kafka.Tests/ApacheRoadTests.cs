namespace Orleans.Streams.Kafka.Tests;

[Trait("Category", "Kafka")]
public sealed class ApacheRoadTests : RoadConformance
{
    public ApacheRoadTests() : base(new ApacheBroker()) =>
        Assert.SkipUnless(ApacheBroker.IsThere, $"{ApacheBroker.Variable} is not set: no Apache Kafka to test against.");
}
