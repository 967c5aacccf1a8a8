using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to orders, and looks at them. Each command answers with an outcome, accepted or refused; <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a
/// refusal into a <see cref="CommandRefusedException"/>. A command that got no answer in time throws <see cref="CommandNotAnsweredException"/>
/// and may be sent again under the id that the exception names.
/// </summary>
public sealed class OrderCommands
{
    private readonly AggregateCalls<IOrderGrain, OrderId, OrderCommand, OrderStateView> _calls;

    internal OrderCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    public Task<CommandOutcome> PlaceAsync(
        OrderId order, OrderCommand.PlaceOrder command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, command, options, cancellationToken);

    /// <summary>Places an order and waits until it has got somewhere; see <see cref="UntilAsync"/>.</summary>
    /// <exception cref="CommandRefusedException">The order was not placed.</exception>
    public async Task<OrderProgress> PlaceAndWaitAsync(
        OrderId order, OrderCommand.PlaceOrder command, OrderStatus until, TimeSpan timeout,
        CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckStatus(until);
        await PlaceAsync(order, command, options, cancellationToken).OrThrowAsync();
        return await UntilAsync(order, until, timeout, cancellationToken);
    }

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

    public Task<CommandOutcome> MarkLostAsync(
        OrderId order, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.MarkLost(reason), options, cancellationToken);

    public Task<CommandOutcome> ReturnItemsAsync(
        OrderId order, ImmutableArray<ReturnedLine> lines, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(order, new OrderCommand.ReturnItems(lines, reason), options, cancellationToken);

    /// <summary>Sends any command of an order.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        OrderId order, OrderCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckLines(command);
        return _calls.SendAsync(order, command, options, cancellationToken);
    }

    /// <summary>
    /// What an order is, or null if it was never placed. It is what the journal has at one moment between the call and the answer, so every
    /// command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<OrderStateView?> GetAsync(OrderId order, CancellationToken cancellationToken = default) => _calls.GetAsync(order, cancellationToken);

    /// <summary>What the order was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<OrderStateView?> GetAsync(OrderId order, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(order, asOf, cancellationToken);

    /// <summary>
    /// Waits until the order is in a state or beyond it, or can reach it no more, or the time is over. It is told as soon as the event is durable; nobody
    /// asks again and again meanwhile.
    /// </summary>
    /// <param name="order">May be one that is not placed yet.</param>
    /// <param name="status">Such as <see cref="OrderStatus.Confirmed"/>.</param>
    /// <param name="timeout">Up to a day.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QueryNotAnsweredException">Not even where the order stands could be told within the time.</exception>
    public async Task<OrderProgress> UntilAsync(OrderId order, OrderStatus status, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        CheckStatus(status);
        var view = await _calls.GetUntilAsync(
            order, view => view.Version, view => view.Status.IsAtOrBeyond(status) || !view.Status.CanReach(status), timeout, cancellationToken);
        if (view is null) return new OrderProgress.Pending(null);
        if (view.Status.IsAtOrBeyond(status)) return new OrderProgress.Reached(view);
        return view.Status.CanReach(status) ? new OrderProgress.Pending(view) : new OrderProgress.Missed(view);
    }

    private static void CheckStatus(OrderStatus status)
    {
        if (status is OrderStatus.None || !Enum.IsDefined(status))
            throw new ArgumentOutOfRangeException(nameof(status), $"{status} is no state that an order can be waited for to reach.");
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
