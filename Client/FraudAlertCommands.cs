using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>
/// What people say about fraud alerts, under the ids that the report shows. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class FraudAlertCommands
{
    private readonly AggregateCalls<IFraudAlertGrain, FraudAlertId, FraudAlertCommand, FraudAlertView> _calls;

    internal FraudAlertCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    /// <summary>Somebody has looked into it; that is once and for ever.</summary>
    public Task<CommandOutcome> AcknowledgeAsync(
        FraudAlertId alert, string by, string note, FraudVerdict verdict, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(alert, new FraudAlertCommand.AcknowledgeAlert(by, note, verdict), options, cancellationToken);

    /// <summary>Sends any command of an alert.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        FraudAlertId alert, FraudAlertCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(alert, command, options, cancellationToken);

    /// <summary>
    /// What was said about the alert, or null if nobody has looked into it. It is what the journal has at one moment between the call and the answer, so
    /// every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<FraudAlertView?> GetAsync(FraudAlertId alert, CancellationToken cancellationToken = default) => _calls.GetAsync(alert, cancellationToken);

    /// <summary>What was written down about the alert as of a point in time; null if nothing was then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<FraudAlertView?> GetAsync(FraudAlertId alert, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(alert, asOf, cancellationToken);
}
