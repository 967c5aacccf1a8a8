namespace CommandProcessor.Journal.Tests;

public sealed class RecentMapTests
{
    [Fact]
    public void It_keeps_what_is_used_and_forgets_the_rest()
    {
        var map = new RecentMap<int>(countMax: 10);
        map.Set(-1, 42);

        for (var i = 0; i < 100; i++)
        {
            map.Set(i, i);
            Assert.True(map.TryGet(-1, out var used));
            Assert.Equal(42, used);
        }

        Assert.False(map.TryGet(0, out _));
        Assert.True(map.HasForgotten);
    }

    [Fact]
    public void It_keeps_the_last_half_of_its_bound()
    {
        var map = new RecentMap<int>(countMax: 10);

        for (var i = 0; i < 1_000; i++)
        {
            map.Set(i, i);
            for (var back = 0; back < 5 && back <= i; back++) Assert.True(map.TryGet(i - back, out _));
        }
    }

    [Fact]
    public void It_says_that_it_has_forgotten_nothing_while_that_is_so()
    {
        var map = new RecentMap<int>(countMax: 10);

        for (var i = 0; i < 9; i++) map.Set(i, i);

        Assert.False(map.HasForgotten);
        Assert.All(Enumerable.Range(5, 4), i => Assert.True(map.TryGet(i, out _)));
        map.Set(9, 9);
        Assert.True(map.HasForgotten);
    }
}
