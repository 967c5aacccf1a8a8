using System.Collections.Immutable;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to orders. Each answers with an outcome, accepted or refused; <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a
/// refusal into a <see cref="CommandRefusedException"/>. A command that got no answer in time throws <see cref="CommandNotAnsweredException"/>
/// and may be sent again under the id that the exception names.
/// </summary>
public sealed class OrderCommands
{
    private readonly CommandSender _sender;

    internal OrderCommands(CommandSender sender) => _sender = sender;

    public Task<CommandOutcome> PlaceAsync(
        OrderId order, OrderCommand.PlaceOrder command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, command, options, cancellationToken);

    public Task<CommandOutcome> AmendAsync(
        OrderId order, ImmutableArray<OrderLine> lines, ShipTo shipTo, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.AmendOrder(lines, shipTo), options, cancellationToken);

    public Task<CommandOutcome> CancelAsync(
        OrderId order, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.CancelOrder(reason), options, cancellationToken);

    public Task<CommandOutcome> ConfirmAsync(OrderId order, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.ConfirmOrder(), options, cancellationToken);

    public Task<CommandOutcome> RejectAsync(
        OrderId order, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.RejectOrder(reason), options, cancellationToken);

    public Task<CommandOutcome> MarkShippedAsync(
        OrderId order, string carrier, string trackingNumber, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.MarkShipped(carrier, trackingNumber), options, cancellationToken);

    public Task<CommandOutcome> MarkDeliveredAsync(OrderId order, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.MarkDelivered(), options, cancellationToken);

    public Task<CommandOutcome> ReturnItemsAsync(
        OrderId order, ImmutableArray<ReturnedLine> lines, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.ReturnItems(lines, reason), options, cancellationToken);

    /// <summary>Sends any command of an order.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        OrderId order, OrderCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var id = new OrderId(order.Customer, order.Number); // Checks an id that was made by default(OrderId) or came over the wire.
        CheckLines(command);
        return _sender.SendAsync<IOrderGrain, OrderCommand>(id.GrainKey, id.PartitionKey, command, options, cancellationToken);
    }

    /// <summary>A default array cannot be sent; every other mistake in a command is the order's to refuse.</summary>
    private static void CheckLines(OrderCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var missing = command switch
        {
            OrderCommand.PlaceOrder place => place.Lines.IsDefault,
            OrderCommand.AmendOrder amend => amend.Lines.IsDefault,
            OrderCommand.ReturnItems returned => returned.Lines.IsDefault,
            _ => false,
        };
        if (missing) throw new ArgumentException($"{command.GetType().Name}.Lines is not set.", nameof(command));
    }
}
