using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What is bounded goes on at its bound, and a target that hangs holds up its own process alone.</summary>
public sealed class ReactorBoundsTests
{
    [Fact]
    public void One_event_at_a_time_may_have_several_reactions() => Run(() =>
    {
        var side = new StandingReactors(Asking("first"), Asking("second")) { Respond = _ => Accepted };
        side.Options.ReactionCountMax = 1;
        side.Begin();

        side.Say("a", "b", "c");
        side.Pass(10);

        Assert.Equal(3, side.Store.CheckpointOf(0));
        Assert.Equal(["a", "a", "b", "b", "c", "c"], side.SentSteps.Select(sent => sent.Reason));
    });

    [Fact]
    public void A_wave_is_sent_to_some_targets_at_a_time_and_to_all_in_the_end() => Run(() =>
    {
        const int TargetCount = 10;
        const int AtOnce = 3;
        var side = new StandingReactors(new Answering("tests", (_, said) => new(said, [Wave.Send([.. Enumerable.Range(0, TargetCount).SelectMany(ToOne)])])));
        side.Options.WaveTargetCountMax = AtOnce;
        side.Begin();
        side.Say("a");
        side.Pass(1);

        for (var answered = 0; answered < 2 * TargetCount;)
        {
            var waiting = side.SentSteps[answered..];
            Assert.True(waiting.Count <= AtOnce && waiting.DistinctBy(sent => sent.Step.Target).Count() == waiting.Count, $"{waiting.Count} are under way.");
            answered += waiting.Count;
            side.Answer(Accepted);
        }

        side.Pass(2);
        Assert.Equal(1, side.Store.CheckpointOf(0));

        static IEnumerable<Step> ToOne(int number) =>
            new[] { "first", "second" }.Select(reason => Step.To(new OrderId("ada", $"{number}"), new OrderCommand.RejectOrder(reason)));
    });

    [Fact]
    public void A_wave_of_which_one_step_fails_begins_no_other() => Run(() =>
    {
        var side = new StandingReactors(new Answering("tests", (_, said) =>
            new(said, [Wave.Send([.. Enumerable.Range(0, 10).Select(number => Step.To(new OrderId("ada", $"{number}"), new OrderCommand.RejectOrder(said)))])])))
        {
            Respond = step => step.Target == new OrderId("ada", "3").Aggregate ? new InvalidOperationException("Broken as planned.") : Accepted,
        };
        (side.Options.WaveTargetCountMax, side.Options.TryCountMax) = (1, 1);
        side.Begin();

        side.Say("a");
        side.Pass(1);

        Assert.Single(side.Reactors.Parked());
        Assert.Equal(4, side.SentSteps.Count);
    });

    [Fact]
    public void A_target_that_hangs_is_asked_again_under_the_same_id_until_all_tries_are_used_up() => Run(() =>
    {
        var side = new StandingReactors(Asking("tests"));
        side.Options.TryCountMax = 3;
        side.Begin();

        side.Say("slow");
        side.Pass(6);
        Assert.Empty(side.Reactors.Parked());
        side.Pass(2);

        var parked = Assert.Single(side.Reactors.Parked());
        Assert.True(parked.IsTransient);
        Assert.Equal("order/ada/1 did not answer in 3 tries: no answer within ReactorOptions.StepTimeoutMs 2000", parked.Error);
        Assert.Equal(3, side.SentSteps.Count);
        Assert.Single(side.SentSteps.DistinctBy(sent => sent.Context.CommandId));
    });

    [Fact]
    public void A_process_whose_target_hangs_is_parked_long_before_it_holds_up_others() => Run(() =>
    {
        const int Window = 40; // Events of a second, 10 come in each: as with 8,192 a second and the default.
        var side = new StandingReactors(Asking("tests")) { Respond = step => ReasonOf(step) == "slow" ? null : Accepted };
        (side.Options.WindowEventCountMax, side.Options.LookIntervalMs) = (Window, 100);
        side.Begin();

        side.Say("slow");
        for (var number = 0; number < 2 * Window; number++)
        {
            side.Say($"{number}");
            side.Pass(0.1);
            if (number > 0) Assert.Contains(side.SentSteps, sent => sent.Reason == $"{number - 1}");
            if (number == Window / 2) Assert.Equal("slow", Assert.Single(side.Reactors.Parked()).Process);
        }
    });

    [Fact]
    public void Processes_whose_target_hangs_are_parked_when_all_that_may_be_under_way_are() => Run(() =>
    {
        var side = new StandingReactors(Asking("tests")) { Respond = step => ReasonOf(step).StartsWith("slow", StringComparison.Ordinal) ? null : Accepted };
        side.Options.ReactionCountMax = 2;
        side.Begin();

        side.Say("slow 1", "slow 2", "other");
        side.Pass(6);

        Assert.Equal(["slow 1", "slow 2"], side.Reactors.Parked().Select(parked => parked.Process).Order());
        Assert.Contains(side.SentSteps, sent => sent.Reason == "other");
    });

    private static Answering Asking(string name) =>
        new(name, (_, said) => new(said, [Wave.Send(Step.To(Order, new OrderCommand.RejectOrder(said)))]));
}
