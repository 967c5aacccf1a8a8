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

    public ParkedReactionTests() => _side = new(new Answering("tests", React)) { SeenStore = store => new Listening(store, _saved) };

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

    /// <summary>Remembers, and then asks for something.</summary>
    private static Reaction React(RecordedEvent recorded, string said) => new(said,
    [
        Wave.Remind(new($"{said}: unpaid", Noon, Step.To(Order, new OrderCommand.RejectOrder("late")))),
        Wave.Send(Step.To(Order, new OrderCommand.RejectOrder(said))),
    ]);
}
