using System.Net;
using CommandProcessor.Grains.Interfaces.Placement;
using CsCheck;

namespace CommandProcessor.Grains.Tests.Placement;

public sealed class PartitionSpreadTests
{
    private const int PartitionCount = 64;

    [Fact]
    public void Shares_differ_by_one_at_most() => Gen.Select(Gen.Int[1, 128], Gen.Int[1, 12]).Sample((partitions, count) =>
    {
        var spread = PartitionSpread.Of(partitions, Silos(count));

        var loads = Silos(count).Select(silo => spread.Count(preferred => preferred.Equals(silo))).ToArray();
        Assert.Equal(partitions, loads.Sum());
        Assert.True(loads.Max() - loads.Min() <= 1, $"{partitions} partitions over {count} silos: {string.Join(", ", loads)}.");
    });

    [Fact]
    public void The_order_in_which_silos_are_seen_does_not_matter() => Gen.Shuffle(Silos(7)).Sample(silos =>
        Assert.Equal(PartitionSpread.Of(PartitionCount, Silos(7)), PartitionSpread.Of(PartitionCount, silos)));

    [Fact]
    public void A_silo_that_comes_back_gets_its_partitions_back()
    {
        var before = PartitionSpread.Of(PartitionCount, Silos(4));
        var after = PartitionSpread.Of(PartitionCount, [.. Silos(4)[..3], SiloAddress.New(Silos(4)[3].Endpoint, 99)]);

        Assert.Equal(before.Select(silo => silo.Endpoint), after.Select(silo => silo.Endpoint));
    }

    [Fact]
    public void A_silo_that_leaves_moves_few_partitions_of_others()
    {
        var before = PartitionSpread.Of(PartitionCount, Silos(4));
        var after = PartitionSpread.Of(PartitionCount, Silos(4)[..3]);

        var moved = Enumerable.Range(0, PartitionCount).Count(partition => before[partition] != Silos(4)[3] && before[partition] != after[partition]);

        Assert.True(moved <= PartitionCount / 4, $"{moved} of {PartitionCount} partitions moved between silos that stayed.");
    }

    [Fact]
    public void Without_silos_there_is_no_spread() => Assert.Empty(PartitionSpread.Of(PartitionCount, []));

    private static SiloAddress[] Silos(int count) =>
        [.. Enumerable.Range(1, count).Select(number => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_110 + number), number))];
}
