using CommandProcessor.Grains.FraudAlerts;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertCommand;
using static CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertEvent;
using Code = CommandProcessor.Grains.Interfaces.FraudAlerts.FraudAlertRefusalCode;

namespace CommandProcessor.Grains.Tests.FraudAlerts;

public sealed class FraudAlertDeciderTests : DeciderTable<FraudAlertDecider, FraudAlertState, FraudAlertCommand, FraudAlertEvent, FraudVerdict>
{
    private static readonly AcknowledgeAlert Fraud = new("Eve", "Stolen card.", FraudVerdict.Fraud);
    private static readonly AcknowledgeAlert Genuine = new("Eve", "A wedding.", FraudVerdict.Genuine);
    private static readonly AcknowledgeAlert Unclear = new("Eve", "Nobody answers.", FraudVerdict.Unclear);

    protected override IReadOnlyDictionary<FraudVerdict, FraudAlertCommand[]> Ways { get; } = new Dictionary<FraudVerdict, FraudAlertCommand[]>
    {
        [FraudVerdict.None] = [],
        [FraudVerdict.Fraud] = [Fraud],
        [FraudVerdict.Genuine] = [Genuine],
        [FraudVerdict.Unclear] = [Unclear],
    };

    protected override FraudVerdict StatusOf(FraudAlertState state) => state.Verdict;

    public static TheoryData<FraudAlertCommand, string> StateMachine() => new()
    {
        //                           None     Fraud  Genuine  Unclear
        { Fraud,                    "Fraud    same   700      700" },
        { Fraud with { By = "Al" }, "Fraud    700    700      700" },
        { Genuine,                  "Genuine  700    same     700" },
        { Unclear,                  "Unclear  700    700      same" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(FraudAlertCommand command, string row) => AssertRow(command, row);

    public static TheoryData<string, FraudVerdict, FraudAlertCommand> Contents() => new()
    {
        { Final(Code.AlreadyAcknowledged), FraudVerdict.Fraud, Fraud with { By = "", Note = "" } },
        { Final(Code.MalformedBy), FraudVerdict.None, Fraud with { By = "", Note = "" } },
        { Final(Code.MalformedBy), FraudVerdict.None, Fraud with { By = null! } },
        { Final(Code.MalformedNote), FraudVerdict.None, Fraud with { Note = LongText, Verdict = FraudVerdict.None } },
        { Final(Code.MalformedNote), FraudVerdict.None, Fraud with { Note = "a\u0000" } },
        { Final(Code.UnknownVerdict), FraudVerdict.None, Fraud with { Verdict = FraudVerdict.None } },
        { Final(Code.UnknownVerdict), FraudVerdict.None, Fraud with { Verdict = (FraudVerdict)9 } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, FraudVerdict status, FraudAlertCommand command) =>
        Assert.Equal(refusal, Describe(In(status), command));

    [Fact]
    public void An_acknowledgement_says_who_found_what_and_when() =>
        Assert.Equal(new("Eve", "Stolen card.", FraudVerdict.Fraud, Now), Single<AlertAcknowledged>(FraudAlertState.Initial, Fraud));

    [Fact]
    public void A_view_shows_what_was_found() => Assert.Equal(
        new() { By = "Eve", Note = "Stolen card.", Verdict = FraudVerdict.Fraud, AcknowledgedAt = Now, Version = 1 }, In(FraudVerdict.Fraud).ToView(version: 1));
}
