using CommandProcessor.Silo.Monitoring;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Silo.Tests.Monitoring;

/// <summary>An operator is woken when work stands still, and only then.</summary>
public sealed class ProgressWatchTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ProgressWatch _watch;

    public ProgressWatchTests() => _watch = new(_time);

    [Fact]
    public void What_stands_still_with_work_is_found_when_the_time_is_over()
    {
        Assert.Empty(Stalled(head: 10, read: 4));
        _time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(Stalled(head: 12, read: 4));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, Assert.Single(Stalled(head: 12, read: 4)).Partition);
    }

    [Fact]
    public void What_moves_is_well_however_far_behind()
    {
        for (var read = 0; read < 10; read++)
        {
            Assert.Empty(Stalled(head: 1_000_000, read));
            _time.Advance(Minute);
        }
    }

    [Fact]
    public void What_has_nothing_to_do_is_well_and_is_given_its_time_when_work_comes()
    {
        Assert.Empty(Stalled(head: 5, read: 5));
        _time.Advance(10 * Minute);
        Assert.Empty(Stalled(head: 6, read: 5));
        _time.Advance(Minute);

        Assert.Single(Stalled(head: 6, read: 5));
    }

    [Fact]
    public void What_goes_on_is_well_again()
    {
        Assert.Empty(Stalled(head: 6, read: 5));
        _time.Advance(Minute);
        Assert.Single(Stalled(head: 9, read: 5));

        Assert.Empty(Stalled(head: 9, read: 6));
    }

    [Fact]
    public void One_view_that_stands_still_is_found_beside_others_that_move()
    {
        Assert.Empty(Stalled(head: 9, read: 5, ("other", 3)));
        _time.Advance(Minute);

        Assert.Equal("view", Assert.Single(Stalled(head: 9, read: 5, ("other", 4))).View);
    }

    private IReadOnlyList<ViewPartitionLag> Stalled(long head, long read, params (string View, long Read)[] others) =>
        _watch.FindStalled([.. others.Append(("view", read)).Select(one => new ViewPartitionLag(one.Item1, 0, head, one.Item2, UnreadSince: null))], Minute);
}
