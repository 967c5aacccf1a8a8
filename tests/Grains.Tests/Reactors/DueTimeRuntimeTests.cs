using System.Globalization;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Due times of a real reactor runtime on a clock that stands still until it is told to move.</summary>
public sealed class DueTimeRuntimeTests
{
    private const int SayingSeconds = 3;
    private readonly StandingReactors _side = new(new Answering("reminding", Remind));

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

    /// <summary>Has the reactor asked for due times in seconds after the start, and saves that.</summary>
    private void Say(params string[] wishes)
    {
        _side.Say(wishes);
        _side.Pass(SayingSeconds);
    }

    private void Accept() => _side.Answer(Accepted);

    private void Answer(bool isRefused) => _side.Answer(isRefused ? NotYet : Accepted);

    /// <summary>Does what is said: "name seconds", or "name forget".</summary>
    private static Reaction Remind(Interfaces.Events.RecordedEvent recorded, string said)
    {
        var wish = said.Split(' ');
        return new(wish[0], [wish[1] == "forget"
            ? Wave.Forget(wish[0])
            : Wave.Remind(new(wish[0], Start.AddSeconds(double.Parse(wish[1], CultureInfo.InvariantCulture)), Step.To(Order, new OrderCommand.RejectOrder(wish[0]))))]);
    }
}
