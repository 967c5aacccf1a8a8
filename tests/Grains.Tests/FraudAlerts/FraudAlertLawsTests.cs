using CommandProcessor.Grains.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertCommand;

namespace CommandProcessor.Grains.Tests.FraudAlerts;

public sealed class FraudAlertLawsTests : AggregateLaws<FraudAlertDecider, FraudAlertState, FraudAlertCommand, FraudAlertEvent>
{
    protected override Gen<FraudAlertCommand> Command { get; } = Gen.Select(OneOf("Eve", "Al", ""), OneOf("Stolen", "Lost"), Gen.Int[0, 4], (by, note, verdict) =>
        (FraudAlertCommand)new AcknowledgeAlert(by, note, (FraudVerdict)verdict));

    protected override EventCodec<FraudAlertEvent> Codec => FraudAlertEventCodec.Instance;

    protected override Type RefusalCodes => typeof(FraudAlertRefusalCode);

    protected override (Enum, Enum)[] Arrows =>
        [(FraudVerdict.None, FraudVerdict.Fraud), (FraudVerdict.None, FraudVerdict.Genuine), (FraudVerdict.None, FraudVerdict.Unclear)];

    protected override Enum StatusOf(FraudAlertState state) => state.Verdict;

    protected override bool AddsUp(FraudAlertCommand command) => false;

    [Fact]
    public void An_alert_is_acknowledged_once() =>
        ForEveryHistory(history => Assert.True(history.SelectMany(step => step.Decision.Events).Count() <= 1));
}
