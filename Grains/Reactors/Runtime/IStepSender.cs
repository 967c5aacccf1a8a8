using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>The way from reactors to aggregates.</summary>
internal interface IStepSender
{
    Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken);

    /// <summary>The same, with a step behind it that goes along if the way allows; if not it is left to whoever sends it when this one is answered.</summary>
    Task<CommandOutcome> SendAsync(Step step, CommandContext context, FollowingStep following, CancellationToken cancellationToken) =>
        SendAsync(step, context, cancellationToken);

    Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken);
}
