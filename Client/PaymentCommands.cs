using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to payments, and looks at them. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class PaymentCommands
{
    private readonly AggregateCalls<IPaymentGrain, PaymentId, PaymentCommand, PaymentView> _calls;

    internal PaymentCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    /// <summary>Begins a payment; it is authorized or declined by steps of its own.</summary>
    public Task<CommandOutcome> ProcessAsync(
        PaymentId payment, PaymentTerms terms, decimal amount,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(payment, new PaymentCommand.ProcessPayment(terms, amount), options, cancellationToken);

    /// <summary>Has the payment captured, whole (null) or in part.</summary>
    public Task<CommandOutcome> CaptureAsync(
        PaymentId payment, decimal? amount = null, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(payment, new PaymentCommand.CapturePayment(amount), options, cancellationToken);

    public Task<CommandOutcome> VoidAsync(
        PaymentId payment, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(payment, new PaymentCommand.VoidPayment(reason), options, cancellationToken);

    /// <summary>Ends the payment whatever became of it: frees what is held, or gives back what was captured and not refunded yet.</summary>
    /// <param name="refundId">Of the refund that gives it back.</param>
    public Task<CommandOutcome> UndoAsync(
        PaymentId payment, string refundId, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(payment, new PaymentCommand.UndoPayment(refundId, reason), options, cancellationToken);

    public Task<CommandOutcome> RefundAsync(
        PaymentId payment, string refundId, decimal amount, string reason,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(payment, new PaymentCommand.RefundPayment(refundId, amount, reason), options, cancellationToken);

    /// <summary>Sends any command of a payment.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        PaymentId payment, PaymentCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(payment, command, options, cancellationToken);

    /// <summary>
    /// How far a payment is, or null if it was never asked for. It is what the journal has at one moment between the call and the answer, so every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<PaymentView?> GetAsync(PaymentId payment, CancellationToken cancellationToken = default) => _calls.GetAsync(payment, cancellationToken);

    /// <summary>What the payment was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<PaymentView?> GetAsync(PaymentId payment, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(payment, asOf, cancellationToken);

    /// <summary>
    /// Waits until it looks as wanted, or the time is over, and says how it was seen last; null if there was nothing to see. It is told as soon as an
    /// event is durable; nobody asks again and again meanwhile.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">Not even how it looks could be told within the time.</exception>
    public Task<PaymentView?> UntilAsync(
        PaymentId payment, Func<PaymentView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _calls.GetUntilAsync(payment, static view => view.Version, isWanted, timeout, cancellationToken);
}
