using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Due times of a real reactor runtime on a clock that stands still until it is told to move.</summary>
public sealed class DueTimeRuntimeTests
{
    private const int SayingSeconds = 3;
    private readonly StandingReactors _side = new(new Answering("reminding", React));

    private IEnumerable<string> SentReasons => _side.SentSteps.Select(sent => sent.Reason);

    [Fact]
    public void What_is_due_is_sent_in_order_and_once_and_never_early() => Run(() =>
    {
        _side.Begin();
        Say("late 90", "soon 30", "mid 60");
        _side.Pass(29 - SayingSeconds);
        Assert.Empty(_side.SentSteps);

        _side.Pass(1);
        Accept();
        _side.Pass(30);
        Accept();
        _side.Pass(30);
        Accept();
        _side.Pass(1_000);

        Assert.Equal(["soon", "mid", "late"], SentReasons);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Fact]
    public void What_was_due_while_nobody_was_there_is_sent_once_by_the_next() => Run(() =>
    {
        _side.Begin();
        Say("a 30", "b 60");
        _side.Kill();
        _side.Pass(100);
        _side.Begin();
        _side.Pass(1);
        Assert.Equal(["a", "b"], SentReasons);

        _side.Kill(); // Before it was answered.
        _side.Begin();
        _side.Pass(1);
        Accept();
        _side.Pass(10);
        _side.Kill(); // After it was saved.
        _side.Begin();
        _side.Pass(1_000);

        Assert.Equal(["a", "b", "a", "b"], SentReasons);
        Assert.Equal(2, _side.SentSteps.DistinctBy(sent => sent.Context.CommandId).Count());
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_due_time_that_is_moved_while_it_is_carried_out_is_kept(bool isRefused) => Run(() =>
    {
        _side.Begin();
        Say("a 30");
        _side.Pass(30);
        Say("a 100");
        _side.Pass(10); // So long that it is saved.
        Answer(isRefused);
        _side.Pass(50);
        Assert.Single(_side.SentSteps);

        _side.Pass(50);
        Accept();
        _side.Pass(1_000);

        Assert.Equal(2, _side.SentSteps.Count);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_due_time_that_is_forgotten_while_it_is_carried_out_stays_forgotten(bool isSaved) => Run(() =>
    {
        _side.Begin();
        Say("a 30");
        _side.Pass(30);
        Say("a forget");
        if (isSaved) _side.Pass(10);
        Answer(isRefused: true);
        _side.Pass(1_000);

        Assert.Single(_side.SentSteps);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Fact]
    public void What_was_not_to_be_carried_out_yet_is_sent_later_under_another_id() => Run(() =>
    {
        _side.Begin();
        Say("a 30");
        _side.Pass(30);
        Answer(isRefused: true);
        _side.Pass(10);
        Accept();
        _side.Pass(1_000);

        Assert.Equal(2, _side.SentSteps.DistinctBy(sent => sent.Context.CommandId).Count());
        Assert.Equal(2, _side.SentSteps.Count);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Fact]
    public void A_target_that_hangs_holds_up_no_other_due_time() => Run(() =>
    {
        _side.Options.DueCountMax = 4;
        _side.Respond = step => ReasonOf(step).StartsWith("hangs", StringComparison.Ordinal) ? null : Accepted;
        _side.Begin();
        Say("hangs1 30", "hangs2 30", "a 30", "b 31", "c 32");

        _side.Pass(27.4);
        Assert.Contains("a", SentReasons);
        _side.Pass(1);
        Assert.Contains("b", SentReasons);
        _side.Pass(1);
        Assert.Contains("c", SentReasons);
        Assert.Equal(2, SentReasons.Count(reason => reason.StartsWith("hangs", StringComparison.Ordinal)));

        _side.Respond = _ => Accepted;
        _side.Pass(20);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Fact]
    public void As_many_as_may_be_under_way_may_hang_and_all_others_are_sent_in_the_end() => Run(() =>
    {
        _side.Options.DueCountMax = 2;
        _side.Respond = step => ReasonOf(step).StartsWith("hangs", StringComparison.Ordinal) ? null : Accepted;
        _side.Begin();
        Say("hangs1 30", "hangs2 30", "hangs3 30", "a 30", "b 31");

        _side.Pass(34);

        Assert.Equal(["a", "b"], SentReasons.Where(reason => !reason.StartsWith("hangs", StringComparison.Ordinal)));
    });

    [Fact]
    public void What_was_recorded_before_is_reacted_to_first_and_may_forget_what_is_overdue() => Run(() =>
    {
        _side.Say("a 30", "a pay", "a forget"); // One process: each waits for the one before.
        _side.Pass(100);
        _side.Begin();
        _side.Pass(1.5);
        Assert.Equal(1, _side.Store.DueCount);
        Assert.Equal(["pay"], SentReasons);

        Accept();
        _side.Pass(100);

        Assert.Equal(["pay"], SentReasons);
        Assert.Equal(0, _side.Store.DueCount);
    });

    [Fact]
    public void What_is_parked_holds_back_no_due_time() => Run(() =>
    {
        _side.Respond = step => ReasonOf(step) == "pay" ? new InvalidOperationException("Broken as planned.") : Accepted;
        _side.Say("a 30", "b pay");
        _side.Pass(100);
        _side.Begin();

        _side.Pass(10);

        Assert.Single(_side.Reactors.Parked());
        Assert.Contains("a", SentReasons);
    });

    [Fact]
    public void What_is_stuck_holds_back_due_times_for_a_while_only() => Run(() =>
    {
        (_side.Options.DueHoldBackMs, _side.Options.TryCountMax) = (20_000, 1_000);
        _side.Respond = step => ReasonOf(step) == "pay" ? null : Accepted;
        _side.Say("a 30", "b pay");
        _side.Pass(100);
        _side.Begin();

        _side.Pass(15);
        Assert.DoesNotContain("a", SentReasons);
        _side.Pass(30);

        Assert.Contains("a", SentReasons);
        Assert.Empty(_side.Reactors.Parked());
    });

    /// <summary>Has the reactor asked for due times in seconds after the start, and saves that.</summary>
    private void Say(params string[] wishes)
    {
        _side.Say(wishes);
        _side.Pass(SayingSeconds);
    }

    private void Accept() => _side.Answer(Accepted);

    private void Answer(bool isRefused) => _side.Answer(isRefused ? NotYet : Accepted);

    /// <summary>Does what is said: "name seconds", "name forget", or "name pay".</summary>
    private static Reaction React(RecordedEvent recorded, string said)
    {
        var wish = said.Split(' ');
        return new(wish[0], [wish[1] switch
        {
            "forget" => Wave.Forget(wish[0]),
            "pay" => Wave.Send(Step.To(Order, new OrderCommand.RejectOrder("pay"))),
            var seconds => Wave.Remind(new(wish[0], Start.AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), Step.To(Order, new OrderCommand.RejectOrder(wish[0])))),
        }]);
    }
}
