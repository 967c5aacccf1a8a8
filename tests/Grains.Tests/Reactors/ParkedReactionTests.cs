using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Grains.Tests.Reactors.Model;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What becomes of a reaction that cannot go on, on a clock that stands still until it is told to move.</summary>
public sealed class ParkedReactionTests
{
    private static readonly DateTimeOffset Noon = Start.AddMinutes(30);
    private readonly List<ReactorChanges> _saved = [];
    private readonly StandingReactors _side;
    private CountingJournal _journal = null!; // Set with the side.

    public ParkedReactionTests() => _side = new(new Answering("tests", React))
    {
        SeenStore = store => new Listening(store, _saved),
        SeenJournal = journal => _journal = new(journal),
    };

    [Fact]
    public void What_it_wanted_remembered_before_is_saved_with_its_parking_and_the_checkpoint() => Run(() =>
    {
        _side.Respond = _ => new InvalidOperationException("Broken as planned.");
        _side.Begin();

        _side.Say("a");
        _side.Pass(10);

        var saved = Assert.Single(_saved, changes => changes.Parked.Count > 0);
        Assert.Equal((1, "a: unpaid", "a"), (saved.Checkpoint, Assert.Single(saved.Due).Key, Assert.Single(saved.Parked).Key.Process));
    });

    [Fact]
    public void What_it_wanted_remembered_is_remembered_once_when_it_is_done_again() => Run(() =>
    {
        _side.Respond = _ => new InvalidOperationException("Broken as planned.");
        _side.Begin();
        _side.Say("a");
        _side.Pass(10);

        _side.Respond = _ => Accepted;
        _side.Reactors.Redrive(new("tests", "a"));
        _side.Pass(10);

        Assert.Empty(_side.Reactors.Parked());
        Assert.Equal(1, _side.Store.DueCount);
        Assert.True(_side.Store.HasDue(0, Noon));
    });

    [Fact]
    public void A_redrive_that_fails_reads_one_event_however_many_wait() => Run(() =>
    {
        _side.Respond = _ => new InvalidOperationException("Broken as planned.");
        _side.Begin();
        _side.Say([.. Enumerable.Repeat("a", 1_000)]);
        _side.Pass(10);
        var (sent, read) = (_side.SentSteps.Count, _journal.KeyEventCount);

        _side.Reactors.Redrive(new("tests", "a"));
        _side.Pass(10);

        Assert.True(_side.SentSteps.Count > sent, "It was not tried.");
        Assert.Equal(1, Assert.Single(_side.Reactors.Parked()).Position);
        Assert.Equal(read + 1, _journal.KeyEventCount);
    });

    [Fact]
    public void What_comes_while_a_process_is_made_up_for_holds_up_nobody_and_is_made_up_for_too() => Run(() =>
    {
        (_side.Options.LookIntervalMs, _side.Options.SaveDelayMs) = (100, 100);
        _side.Respond = _ => new InvalidOperationException("Broken as planned.");
        _side.Begin();
        _side.Say("a", "a");
        _side.Pass(10);
        _side.SentSteps.Clear();

        _side.Respond = step => ReasonOf(step) == "a" ? null : Accepted;
        _side.Reactors.Redrive(new("tests", "a"));
        _side.Say("a", "b");
        _side.Pass(1);
        Assert.Equal(["a", "b"], _side.SentSteps.Select(step => step.Reason));
        Assert.Equal(4, _side.Store.CheckpointOf(0));

        _side.Respond = _ => Accepted;
        _side.Answer(Accepted);
        _side.Say("a");
        _side.Pass(5);
        Assert.Equal(["a", "b", "a", "a", "a"], _side.SentSteps.Select(step => step.Reason));
        Assert.Equal(5, _side.SentSteps.DistinctBy(step => step.Context.CommandId).Count());
        Assert.Empty(_side.Reactors.Parked());
    });

    [Fact]
    public void Some_are_redriven_at_a_time_and_first_those_that_somebody_asked_for() => Run(() =>
    {
        _side.Options.RedriveCountMax = 2;
        _side.Respond = _ => new TimeoutException("Away as planned.");
        _side.Begin();
        _side.Say("a", "b", "c", "d", "e");
        _side.Pass(10);
        Assert.Equal(5, _side.Reactors.Parked().Count);

        _side.Respond = _ => null;
        _side.SentSteps.Clear();
        _side.Pass(5.2); // With the 10 above, the time of those that are tried by themselves.
        var first = _side.SentSteps.Select(step => step.Reason).ToList();
        _side.Reactors.Redrive(new("tests", "e"));
        _side.Respond = _ => Accepted;
        _side.Answer(Accepted, step => step.Reason == first[0]);
        _side.Pass(1);

        Assert.Equal(2, first.Count);
        Assert.Equal("e", _side.SentSteps[2].Reason);
        _side.Answer(Accepted);
        Assert.Empty(_side.Reactors.Parked());
    });

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void A_redrive_whose_target_is_slow_goes_on_as_long_as_no_other_waits_for_its_turn(bool anotherWaits, int expectedTries) => Run(() =>
    {
        _side.Options.RedriveCountMax = 1;
        _side.Respond = _ => new InvalidOperationException("Broken as planned.");
        _side.Begin();
        _side.Say("a", "b");
        _side.Pass(10);
        _side.SentSteps.Clear();

        _side.Respond = _ => null;
        _side.Reactors.Redrive(new("tests", "a"));
        if (anotherWaits) _side.Reactors.Redrive(new("tests", "b"));
        _side.Pass(3); // A try has 2.

        Assert.Equal(expectedTries, _side.SentSteps.Count(sent => sent.Reason == "a"));
        Assert.Equal(anotherWaits ? 1 : 0, _side.SentSteps.Count(sent => sent.Reason == "b"));
    });

    /// <summary>Remembers, and then asks for something.</summary>
    private static Reaction React(RecordedEvent recorded, string said) => new(said,
    [
        Wave.Remind(new($"{said}: unpaid", Noon, Step.To(Order, new OrderCommand.RejectOrder("late")))),
        Wave.Send(Step.To(Order, new OrderCommand.RejectOrder(said))),
    ]);
}
