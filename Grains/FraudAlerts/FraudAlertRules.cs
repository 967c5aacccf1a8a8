using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using Code = CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertRefusalCode;
using Mistakes = CommandProcessor.Grains.Rules.Refuse;

namespace CommandProcessor.Grains.FraudAlerts;

/// <summary>What an acknowledgement must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class FraudAlertRules
{
    public static Refusal AlreadyAcknowledged(FraudAlertState alert) =>
        Refusal.Final(Code.AlreadyAcknowledged, $"The alert was acknowledged by {alert.By} as {alert.Verdict}; it cannot be acknowledged as anything else.");

    public static Refusal? Refuse(FraudAlertCommand.AcknowledgeAlert command) =>
        Mistakes.If(Code.MalformedBy, FreeText.Mistake("By", command.By))
        ?? Mistakes.If(Code.MalformedNote, FreeText.Mistake("Note", command.Note))
        ?? Mistakes.If(Code.UnknownVerdict, VerdictMistake(command.Verdict));

    private static string? VerdictMistake(FraudVerdict verdict) =>
        verdict is FraudVerdict.None || !Enum.IsDefined(verdict) ? $"{verdict} is no verdict; it is Fraud, Genuine or Unclear." : null;
}
