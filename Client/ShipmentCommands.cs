using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to shipments, and looks at them. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class ShipmentCommands
{
    private readonly AggregateCalls<IShipmentGrain, ShipmentId, ShipmentCommand, ShipmentView> _calls;

    internal ShipmentCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    public Task<CommandOutcome> CreateAsync(
        ShipmentId shipment, ShipmentCommand.CreateShipment command,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(shipment, command, options, cancellationToken);

    public Task<CommandOutcome> DispatchAsync(
        ShipmentId shipment, string carrier, string trackingNumber,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(shipment, new ShipmentCommand.DispatchShipment(carrier, trackingNumber), options, cancellationToken);

    public Task<CommandOutcome> ConfirmDeliveryAsync(
        ShipmentId shipment, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(shipment, new ShipmentCommand.ConfirmDelivery(), options, cancellationToken);

    public Task<CommandOutcome> ReportLossAsync(
        ShipmentId shipment, LossResolution resolution, string reason,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(shipment, new ShipmentCommand.ReportLoss(resolution, reason), options, cancellationToken);

    public Task<CommandOutcome> CancelAsync(
        ShipmentId shipment, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(shipment, new ShipmentCommand.CancelShipment(reason), options, cancellationToken);

    /// <summary>Sends any command of a shipment.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        ShipmentId shipment, ShipmentCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (command is ShipmentCommand.CreateShipment { Lines.IsDefault: true })
            throw new ArgumentException($"{nameof(ShipmentCommand.CreateShipment)}.Lines is not set.", nameof(command));
        return _calls.SendAsync(shipment, command, options, cancellationToken);
    }

    /// <summary>
    /// How far a shipment is, or null if it was never created. It is what the journal has at one moment between the call and the answer, so every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<ShipmentView?> GetAsync(ShipmentId shipment, CancellationToken cancellationToken = default) => _calls.GetAsync(shipment, cancellationToken);

    /// <summary>What the shipment was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<ShipmentView?> GetAsync(ShipmentId shipment, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(shipment, asOf, cancellationToken);

    /// <summary>
    /// Waits until it looks as wanted, or the time is over, and says how it was seen last; null if there was nothing to see. It is told as soon as an
    /// event is durable; nobody asks again and again meanwhile.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">Not even how it looks could be told within the time.</exception>
    public Task<ShipmentView?> UntilAsync(
        ShipmentId shipment, Func<ShipmentView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _calls.GetUntilAsync(shipment, static view => view.Version, isWanted, timeout, cancellationToken);
}
