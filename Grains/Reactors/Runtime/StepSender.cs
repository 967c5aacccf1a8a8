using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>From steps to grain calls.</summary>
internal sealed class StepSender(IGrainFactory grains) : IStepSender
{
    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken) => step switch
    {
        Step.ToAccount to => SendAsync(grains.GetGrain<IAccountGrain>(to.Account.GrainKey), to.Command, step, context, cancellationToken),
        Step.ToTransfer to => SendAsync(grains.GetGrain<ITransferGrain>(to.Transfer.GrainKey), to.Command, step, context, cancellationToken),
        Step.ToPayment to => SendAsync(grains.GetGrain<IPaymentGrain>(to.Payment.GrainKey), to.Command, step, context, cancellationToken),
        Step.ToStock to => SendAsync(grains.GetGrain<IStockGrain>(to.Sku.GrainKey), to.Command, step, context, cancellationToken),
        Step.ToOrder to => SendAsync(grains.GetGrain<IOrderGrain>(to.Order.GrainKey), to.Command, step, context, cancellationToken),
        Step.ToShipment to => SendAsync(grains.GetGrain<IShipmentGrain>(to.Shipment.GrainKey), to.Command, step, context, cancellationToken),
        _ => throw new UnreachableException(),
    };

    public async Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) =>
        (await grains.GetGrain<IOrderGrain>(order.GrainKey).ReadAsync(cancellationToken)).View;

    /// <summary>True if the same call may succeed later, without anybody doing anything about it.</summary>
    public static bool IsTransient(Exception exception) =>
        exception is CommandRetryException or QueryRetryException or OrleansException or TimeoutException;

    private static Task<CommandOutcome> SendAsync<TCommand>(
        IAggregateGrain<TCommand> grain, TCommand command, Step step, CommandContext context, CancellationToken cancellationToken)
        where TCommand : class =>
        grain.ExecuteAsync(new(context, step.ExpectedVersion, command, step.AsksAgain), cancellationToken);
}
