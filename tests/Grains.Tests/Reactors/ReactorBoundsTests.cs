using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What is bounded goes on at its bound.</summary>
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

    private static Answering Asking(string name) =>
        new(name, (_, said) => new(said, [Wave.Send(Step.To(Order, new OrderCommand.RejectOrder(said)))]));
}
