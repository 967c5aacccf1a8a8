using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>A command or a look at an order on its way, and its answer on the way back.</summary>
internal abstract class Letter(AggregateId target)
{
    public AggregateId Target { get; } = target;

    public abstract void Fail();

    public sealed class Command(Step step, CommandContext context, TaskCompletionSource<CommandOutcome>? caller) : Letter(step.Target)
    {
        public Step Step { get; } = step;

        public CommandContext Context { get; } = context;

        /// <summary>What goes behind it, if anything does.</summary>
        public FollowingStep? Following { get; init; }

        /// <summary>Under way within the aggregate.</summary>
        public Task<CommandOutcome>? Decision { get; set; }

        /// <summary>False of a double, whose answer nobody waits for.</summary>
        public bool HasCaller => caller is not null;

        public Command Double() => new(Step, Context, caller: null);

        public void Answer(CommandOutcome outcome) => caller?.TrySetResult(outcome);

        public override void Fail() => caller?.TrySetException(new CommandRetryException("Lost as planned."));
    }

    public sealed class Look(OrderId order, TaskCompletionSource<OrderStateView?> caller) : Letter(order.Aggregate)
    {
        public void Answer(OrderStateView? view) => caller.TrySetResult(view);

        public override void Fail() => caller.TrySetException(new CommandRetryException("Lost as planned."));
    }
}
