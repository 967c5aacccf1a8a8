namespace CommandProcessor.Journal.Tests;

public sealed class ShardLayoutTests
{
    [Fact]
    public void By_default_partitions_are_dealt_out_in_turn()
    {
        var layout = ShardLayout.Modulo(partitionCount: 5, shardCount: 2);

        Assert.Equal([0, 1, 0, 1, 0], Enumerable.Range(0, 5).Select(layout.ShardOf));
        Assert.Equal([0, 2, 4], layout.PartitionsOf(0));
        Assert.Equal("modulo/2", layout.Text);
    }

    [Fact]
    public void Ranges_say_which_database_holds_which_partition()
    {
        var layout = ShardLayout.Parse(partitionCount: 5, ["3", "0-2", "4-4"]);

        Assert.Equal([1, 1, 1, 0, 2], Enumerable.Range(0, 5).Select(layout.ShardOf));
        Assert.Equal("ranges/3,0-2,4-4", layout.Text);
    }

    [Theory]
    [InlineData("Partition 2 is in two ranges, 0-2 and 2-4.", "0-2", "2-4")]
    [InlineData("Partition 3 is in no range.", "0-2", "4")]
    [InlineData("'3-5' is no range of partitions between 0 and 4; expected such as 0-7.", "0-2", "3-5")]
    [InlineData("'4-3' is no range of partitions between 0 and 4; expected such as 0-7.", "0-2", "4-3")]
    [InlineData("'x' is no range of partitions between 0 and 4; expected such as 0-7.", "0-2", "x")]
    [InlineData("'' is no range of partitions between 0 and 4; expected such as 0-7.", "")]
    public void Ranges_that_are_wrong_are_refused(string mistake, params string[] ranges)
    {
        var refused = Assert.Throws<FormatException>(() => ShardLayout.Parse(5, ranges));

        Assert.Equal(mistake, refused.Message);
    }
}
