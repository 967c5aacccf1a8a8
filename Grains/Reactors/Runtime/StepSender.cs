using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Calls;
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

/// <summary>From steps to aggregates: straight to one that is awake in this silo, otherwise by a grain call.</summary>
internal sealed class StepSender(LocalAggregates local, IGrainFactory grains) : IStepSender
{
    private readonly GrainReferences _grains = new(grains);

    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken) => step switch
    {
        Step.ToAccount to => SendAsync<IAccountGrain, AccountCommand>(to.Command, step, context, cancellationToken),
        Step.ToTransfer to => SendAsync<ITransferGrain, TransferCommand>(to.Command, step, context, cancellationToken),
        Step.ToPayment to => SendAsync<IPaymentGrain, PaymentCommand>(to.Command, step, context, cancellationToken),
        Step.ToStock to => SendAsync<IStockGrain, StockCommand>(to.Command, step, context, cancellationToken),
        Step.ToOrder to => SendAsync<IOrderGrain, OrderCommand>(to.Command, step, context, cancellationToken),
        Step.ToShipment to => SendAsync<IShipmentGrain, ShipmentCommand>(to.Command, step, context, cancellationToken),
        _ => throw new UnreachableException(),
    };

    /// <remarks>Only accounts have steps of which one goes behind another.</remarks>
    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, FollowingStep following, CancellationToken cancellationToken) =>
        step is Step.ToAccount first && following.Step is Step.ToAccount second && local.Find<AccountCommand>(step.Target) is { } awake
            ? awake.ExecuteBesideAsync(
                Envelope(first.Command, step, context), Envelope(second.Command, second, following.Context), following, cancellationToken)
            : SendAsync(step, context, cancellationToken);

    public async Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) =>
        (await _grains.Get<IOrderGrain>(order.GrainKey).ReadAsync(cancellationToken)).View;

    /// <summary>True if the same call may succeed later, without anybody doing anything about it.</summary>
    public static bool IsTransient(Exception exception) =>
        exception is CommandRetryException or QueryRetryException or OrleansException or TimeoutException;

    private Task<CommandOutcome> SendAsync<TGrain, TCommand>(TCommand command, Step step, CommandContext context, CancellationToken cancellationToken)
        where TGrain : IAggregateGrain<TCommand>, IGrainWithStringKey
        where TCommand : class
    {
        var envelope = Envelope(command, step, context);
        return local.Find<TCommand>(step.Target) is { } awake
            ? awake.ExecuteBesideAsync(envelope, cancellationToken)
            : _grains.Get<TGrain>(step.Target.GrainKey).ExecuteAsync(envelope, cancellationToken);
    }

    private static CommandEnvelope<TCommand> Envelope<TCommand>(TCommand command, Step step, CommandContext context)
        where TCommand : class => new(context, ExpectedVersion: null, command, step.AsksAgain, IsStep: true);
}
