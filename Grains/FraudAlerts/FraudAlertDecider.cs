using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using static CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertCommand;
using static CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertEvent;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertEvent>;

namespace CommandProcessor.Grains.FraudAlerts;

/// <summary>
/// The rules of a fraud alert: it is acknowledged once. Whether it was ever raised is the report's knowledge, which follows from the rules of
/// the day; what people say about it is a fact of its own.
/// </summary>
public sealed class FraudAlertDecider : IDecider<FraudAlertState, FraudAlertCommand, FraudAlertEvent>
{
    private FraudAlertDecider() { }

    public static FraudAlertState Initial => FraudAlertState.Initial;

    public static Decision Decide(FraudAlertState state, FraudAlertCommand command, DateTimeOffset now) => command switch
    {
        AcknowledgeAlert acknowledge => Acknowledge(state, acknowledge, now),
        _ => throw new UnreachableException(),
    };

    public static FraudAlertState Evolve(FraudAlertState state, FraudAlertEvent @event) => @event switch
    {
        AlertAcknowledged e => state with { Verdict = e.Verdict, By = e.By, Note = e.Note, AcknowledgedAt = e.AcknowledgedAt },
        _ => throw new UnreachableException(),
    };

    public static bool IsAtRest(FraudAlertState state) => true;

    private static Decision Acknowledge(FraudAlertState state, AcknowledgeAlert command, DateTimeOffset now)
    {
        if (state.Verdict is not FraudVerdict.None) return IsSame(state, command) ? Decision.Nothing : FraudAlertRules.AlreadyAcknowledged(state);
        return FraudAlertRules.Refuse(command) ?? (Decision)new AlertAcknowledged(command.By, command.Note, command.Verdict, now);
    }

    private static bool IsSame(FraudAlertState state, AcknowledgeAlert command) =>
        command.Verdict == state.Verdict && command.By == state.By && command.Note == state.Note;
}
