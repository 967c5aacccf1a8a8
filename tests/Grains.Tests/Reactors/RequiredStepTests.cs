using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What must be done is asked again under one id, and says that a transient refusal is no answer.</summary>
public sealed class RequiredStepTests
{
    private static readonly OrderId Order = new("ada", "1");
    private static readonly Step Confirm = Step.To(Order, new OrderCommand.ConfirmOrder());
    private readonly Sender _sender = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reaction_that_is_redriven_asks_again_under_the_same_id()
    {
        _sender.RefusalCount = 1;

        var failed = await Assert.ThrowsAsync<ReactionFailedException>(() => RunAsync(Wave.Require(Confirm)));
        await RunAsync(Wave.Require(Confirm));

        Assert.True(failed.IsTransient);
        Assert.Equal(2, _sender.Sent.Count);
        Assert.Single(_sender.Sent.Distinct());
        Assert.True(_sender.Sent[0].AsksAgain);
    }

    [Fact]
    public async Task One_that_insists_asks_again_at_once_under_the_same_id()
    {
        _sender.RefusalCount = 2;

        await RunAsync(Wave.Insist(Confirm));

        Assert.Equal(3, _sender.Sent.Count);
        Assert.Single(_sender.Sent.Distinct());
        Assert.True(_sender.Sent[0].AsksAgain);
    }

    [Fact]
    public async Task One_that_takes_a_refusal_for_an_answer_gets_the_first_answer_again()
    {
        _sender.RefusalCount = 1;

        await RunAsync(Wave.Send(Confirm));

        Assert.False(Assert.Single(_sender.Sent).AsksAgain);
    }

    private Task<IReadOnlyList<Wave.Reminder>> RunAsync(Wave wave)
    {
        var cause = Driven.Recorded(Order.Aggregate, Order.PartitionKey, OrderEventCodec.Instance, (OrderEvent)new OrderEvent.OrderConfirmed(Driven.At));
        var runner = new ReactionRunner(_sender, new() { RetryDelayMs = 1, TryCountMax = 5 }, TimeProvider.System, NullLogger.Instance);
        return runner.RunAsync("tests", cause, new("process", [wave]), Token);
    }

    private sealed class Sender : IStepSender
    {
        public List<(CommandId Id, bool AsksAgain)> Sent { get; } = [];

        public int RefusalCount { get; set; }

        public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken)
        {
            Sent.Add((context.CommandId, step.AsksAgain));
            return Task.FromResult<CommandOutcome>(RefusalCount-- > 0
                ? new CommandOutcome.Refused(0, default, Refusal.Transient(999, "Not yet."))
                : new CommandOutcome.Accepted(0, default));
        }

        public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
