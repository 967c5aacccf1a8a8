using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Whether a step goes with the one before it or after it, it is the same command.</summary>
public sealed class FollowingStepTests
{
    private static readonly OrderId Order = new("ada", "1");
    private static readonly Step Confirm = Step.To(Order, new OrderCommand.ConfirmOrder());
    private static readonly Step Cancel = Step.To(Order, new OrderCommand.CancelOrder("Changed my mind."));
    private readonly Sender _sender = new();

    [Fact]
    public async Task It_has_the_id_that_it_would_have_by_itself()
    {
        await RunAsync();
        var together = _sender.Sent.ToList();
        _sender.Sent.Clear();
        _sender.IsBeside = false;
        await RunAsync();

        Assert.Equal(["ConfirmOrder", "CancelOrder"], together.Select(sent => sent.Name));
        Assert.Equal(together, _sender.Sent);
    }

    [Fact]
    public async Task Its_answer_is_the_waves()
    {
        var second = await RunAsync();

        Assert.Equal(2, Assert.Single(second.Outcomes).Version);
    }

    [Fact]
    public async Task If_its_answer_is_lost_it_is_asked_again_under_its_id()
    {
        _sender.LosesFollowing = true;

        var second = await RunAsync();

        Assert.Equal(["ConfirmOrder", "CancelOrder", "CancelOrder"], _sender.Sent.Select(sent => sent.Name));
        Assert.Equal(_sender.Sent[1].Id, _sender.Sent[2].Id);
        Assert.Equal(3, Assert.Single(second.Outcomes).Version);
    }

    [Fact]
    public async Task If_the_answer_before_it_is_lost_both_go_again()
    {
        _sender.LostCount = 1;

        await RunAsync();

        Assert.Equal(["ConfirmOrder", "CancelOrder", "ConfirmOrder", "CancelOrder"], _sender.Sent.Select(sent => sent.Name));
        Assert.Equal(2, _sender.Sent.Distinct().Count());
    }

    [Fact]
    public void Only_one_step_to_the_same_target_may_go_behind_another()
    {
        var elsewhere = Step.To(new OrderId("ada", "2"), new OrderCommand.ConfirmOrder());

        Assert.Throws<ArgumentException>(() => Wave.Send(Confirm).Then(Wave.Send(elsewhere)));
        Assert.Throws<ArgumentException>(() => Wave.Send(Confirm).Then(Wave.Send(Cancel, Confirm)));
        Assert.Throws<ArgumentException>(() => Wave.Send(Confirm, Cancel).Then(Wave.Send(Cancel)));
    }

    private async Task<Wave.Commands> RunAsync()
    {
        var second = Wave.Send(Cancel);
        await _sender.RunAsync(new(), Wave.Send(Confirm).Then(second), second);
        return second;
    }

    private sealed class Sender : IStepSender
    {
        public List<(CommandId Id, string Name)> Sent { get; } = [];

        public bool IsBeside { get; set; } = true;

        public bool LosesFollowing { get; set; }

        public int LostCount { get; set; }

        public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken)
        {
            Sent.Add((context.CommandId, step.Name));
            return Task.FromResult<CommandOutcome>(new CommandOutcome.Accepted(Sent.Count, default));
        }

        public Task<CommandOutcome> SendAsync(Step step, CommandContext context, FollowingStep following, CancellationToken cancellationToken)
        {
            var answer = SendAsync(step, context, cancellationToken);
            if (!IsBeside) return answer;
            var behind = SendAsync(following.Step, following.Context, cancellationToken);
            following.Begin(LosesFollowing ? Task.FromException<CommandOutcome>(new CommandRetryException("Lost as planned.")) : behind);
            return LostCount-- > 0 ? Task.FromException<CommandOutcome>(new CommandRetryException("Lost as planned.")) : answer;
        }

        public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
