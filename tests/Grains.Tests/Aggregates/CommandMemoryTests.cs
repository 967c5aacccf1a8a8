using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class CommandMemoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly CommandMemory _memory = new(partition: 3, countMax: 2);

    [Fact]
    public void Nothing_let_go_means_every_other_id_is_new()
    {
        _memory.Remember(Id(5), At(1), hasEvents: true);
        _memory.Remember(Id(6), At(2), hasEvents: true);

        Assert.Null(_memory.HorizonMs);
        Assert.False(_memory.MayHaveLetGo(Id(0)));
    }

    [Fact]
    public void The_horizon_is_the_latest_time_let_go_not_the_last()
    {
        _memory.Remember(Id(9), At(1), hasEvents: true);
        _memory.Remember(Id(3), At(2), hasEvents: true);
        _memory.Remember(Id(4), At(3), hasEvents: true);
        _memory.Remember(Id(5), At(4), hasEvents: true);

        Assert.True(_memory.MayHaveLetGo(Id(9)));
        Assert.True(_memory.MayHaveLetGo(Id(8)));
        Assert.False(_memory.MayHaveLetGo(Id(10)));
    }

    [Fact]
    public void An_answer_without_events_leaves_no_horizon()
    {
        _memory.Remember(Id(9), At(1), hasEvents: false);
        _memory.Remember(Id(3), At(2), hasEvents: true);
        _memory.Remember(Id(4), At(3), hasEvents: true);

        Assert.Null(_memory.HorizonMs);
        Assert.Null(_memory.Find(Id(9)));
    }

    [Fact]
    public void The_last_of_several_events_of_one_command_is_its_answer_and_takes_one_place()
    {
        _memory.Remember(Id(1), At(1), hasEvents: true);
        _memory.Remember(Id(2), At(2), hasEvents: true);
        _memory.Remember(Id(2), At(3), hasEvents: true);

        Assert.Equal(2, _memory.Count);
        Assert.Equal(At(3), _memory.Find(Id(2)));
        Assert.Equal(At(1), _memory.Find(Id(1)));
    }

    [Fact]
    public void A_snapshot_brings_everything_back()
    {
        var refused = new CommandOutcome.Refused(7, new(3, 70), Refusal.Transient(42, "Because."));
        _memory.Remember(Id(1), At(1), hasEvents: true);
        _memory.Remember(Id(2), At(2), hasEvents: true);
        _memory.Remember(Id(3), refused, hasEvents: false);

        var restored = CommandMemory.FromSnapshot(_memory.ToSnapshot(), partition: 3, countMax: 2);

        Assert.Equal(_memory.HorizonMs, restored.HorizonMs);
        Assert.Equal(At(2), restored.Find(Id(2)));
        Assert.Equal(refused, restored.Find(Id(3)));
        Assert.Null(restored.Find(Id(1)));
    }

    [Fact]
    public void A_snapshot_read_with_a_smaller_bound_lets_go_as_it_would_have()
    {
        _memory.Remember(Id(1), At(1), hasEvents: true);
        _memory.Remember(Id(2), At(2), hasEvents: true);

        var restored = CommandMemory.FromSnapshot(_memory.ToSnapshot(), partition: 3, countMax: 1);

        Assert.True(restored.MayHaveLetGo(Id(1)));
        Assert.False(restored.MayHaveLetGo(Id(3)));
    }

    private static CommandId Id(int milliseconds) => CommandId.Derive(Start.AddMilliseconds(milliseconds), $"{milliseconds}");

    private static CommandOutcome.Accepted At(long version) => new(version, new(3, version * 10));
}
