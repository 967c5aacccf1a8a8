using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to transfers, and looks at them. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class TransferCommands
{
    private readonly AggregateCalls<ITransferGrain, TransferId, TransferCommand, TransferView> _calls;

    internal TransferCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    /// <summary>Begins a transfer; the rest is done by steps of its own.</summary>
    public Task<CommandOutcome> RequestAsync(
        TransferId transfer, TransferCommand.TransferMoney command,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(transfer, command, options, cancellationToken);

    /// <summary>Sends any command of a transfer.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        TransferId transfer, TransferCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(transfer, command, options, cancellationToken);

    /// <summary>
    /// How far a transfer is, or null if it was never requested. It is what the journal has at one moment between the call and the answer, so every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<TransferView?> GetAsync(TransferId transfer, CancellationToken cancellationToken = default) => _calls.GetAsync(transfer, cancellationToken);

    /// <summary>What the transfer was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<TransferView?> GetAsync(TransferId transfer, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(transfer, asOf, cancellationToken);

    /// <summary>
    /// Waits until it looks as wanted, or the time is over, and says how it was seen last; null if there was nothing to see. It is told as soon as an
    /// event is durable; nobody asks again and again meanwhile.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">Not even how it looks could be told within the time.</exception>
    public Task<TransferView?> UntilAsync(
        TransferId transfer, Func<TransferView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _calls.GetUntilAsync(transfer, static view => view.Version, isWanted, timeout, cancellationToken);
}
