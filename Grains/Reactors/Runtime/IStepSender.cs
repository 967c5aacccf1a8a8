using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>The way from reactors to aggregates.</summary>
internal interface IStepSender
{
    Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken);

    Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken);
}
