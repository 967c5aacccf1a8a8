using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed class PartitioningTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_number_of_partitions_out_of_bounds_is_refused(int count) =>
        Assert.Contains($"{count}", Assert.Throws<ArgumentOutOfRangeException>(() => new Partitioning(count)).Message, StringComparison.Ordinal);

    /// <summary>Fixed for the life of every journal there is: if this fails, journals cannot be read any more.</summary>
    [Theory]
    [InlineData("customer/17850", 16, 13)]
    [InlineData("customer/Ünïcödé 😀", 16, 7)]
    [InlineData("sku/85123A", 7, 2)]
    public void A_key_belongs_to_the_same_partition_for_ever(string key, int count, int partition) =>
        Assert.Equal(partition, new Partitioning(count).PartitionOf(PartitionKey.Parse(key)));

    [Fact]
    public void Keys_are_spread_evenly()
    {
        var partitioning = new Partitioning(16);

        var loads = Enumerable.Range(0, 16_000).GroupBy(number => partitioning.PartitionOf(PartitionKey.Customer($"{number}"))).Select(group => group.Count());

        Assert.All(loads, load => Assert.InRange(load, 850, 1_150));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(16)]
    [InlineData(long.MaxValue)]
    public void A_partition_that_is_none_is_refused(long partition)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Partitioning(16).Require(partition));

        Assert.StartsWith($"Partition {partition} is not between 0 and 15.", exception.Message, StringComparison.Ordinal);
    }
}
