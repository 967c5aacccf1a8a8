using System.Reflection;
using System.Text.Json;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Events;
using CsCheck;

namespace CommandProcessor.Grains.Tests.Laws;

/// <summary>
/// What holds of every aggregate whatever is asked of it, over random histories in which time goes on. CsCheck prints the seed of what breaks a law.
/// </summary>
public abstract class AggregateLaws<TDecider, TState, TCommand, TEvent>
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    protected static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<TimeSpan> Wait = Gen.Frequency(
        (8, Gen.Int[0, 60].Select(seconds => TimeSpan.FromSeconds(seconds))), (1, Gen.Int[1, 48].Select(hours => TimeSpan.FromHours(hours))));

    protected abstract Gen<TCommand> Command { get; }

    protected abstract EventCodec<TEvent> Codec { get; }

    /// <summary>The class whose constants are the codes that the aggregate may refuse with.</summary>
    protected abstract Type RefusalCodes { get; }

    /// <summary>The status changes that may happen; others than to the same status.</summary>
    protected abstract (Enum From, Enum To)[] Arrows { get; }

    protected abstract Enum StatusOf(TState state);

    /// <summary>True for commands that do something each time they are sent under an id of their own.</summary>
    protected abstract bool AddsUp(TCommand command);

    [Fact]
    public void The_status_only_moves_along_the_arrows() => ForEveryStep(step =>
    {
        var arrow = (StatusOf(step.Before), StatusOf(step.After));
        Assert.True(arrow.Item1.Equals(arrow.Item2) || Arrows.Contains(arrow), $"{arrow} is no arrow.");
    });

    [Fact]
    public void A_command_that_was_carried_out_is_satisfied_unless_it_adds_up() => ForEveryStep(step =>
    {
        if (step.Decision.Refusal is not null || AddsUp(step.Command)) return;
        var again = TDecider.Decide(step.After, step.Command, step.Now);
        Assert.Null(again.Refusal);
        Assert.Empty(again.Events);
    });

    [Fact]
    public void A_refusal_has_no_events_and_a_known_code()
    {
        var codes = RefusalCodes.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToHashSet(); // All are int constants.
        ForEveryStep(step =>
        {
            if (step.Decision.Refusal is not { } refusal) return;
            Assert.Empty(step.Decision.Events);
            Assert.Contains(refusal.Code, codes);
            Assert.NotEmpty(refusal.Message);
        });
    }

    [Fact]
    public void What_is_refused_for_ever_never_happens_later() => Histories.Sample(history =>
    {
        var refused = new List<TCommand>();
        foreach (var step in Run(history))
        {
            if (step.Decision.Refusal is { IsTransient: false }) refused.Add(step.Command);
            Assert.All(refused, command => Assert.Empty(TDecider.Decide(step.After, command, step.Now).Events));
        }
    });

    [Fact]
    public void A_snapshot_and_the_tail_are_the_whole_history() => Histories.Sample(history =>
    {
        var events = EventsOf(history);
        var whole = Json(Fold(TDecider.Initial, events));
        for (var cut = 0; cut <= events.Count; cut++)
        {
            var snapshot = JsonSerializer.Deserialize<TState>(Json(Fold(TDecider.Initial, events.Take(cut))), SnapshotSerializer.Options);
            Assert.NotNull(snapshot);
            Assert.Equal(whole, Json(Fold(snapshot, events.Skip(cut))));
        }
    });

    [Fact]
    public void Events_come_back_from_the_journal_as_they_went() => Histories.Sample(history =>
    {
        var events = EventsOf(history);
        var read = events.Select(Codec.Encode).Select(data => Codec.Decode(data.Type, data.SchemaVersion, data.Body));

        Assert.Equal(Json(Fold(TDecider.Initial, events)), Json(Fold(TDecider.Initial, read)));
    });

    protected static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>The same command each time.</summary>
    protected static Gen<TCommand> Always(TCommand command) => Gen.Const(command);

    /// <summary>Looks at every step of many histories.</summary>
    protected void ForEveryStep(Action<Step> check) => Histories.Sample(history =>
    {
        foreach (var step in Run(history)) check(step);
    });

    /// <summary>Looks at many histories, each as its steps.</summary>
    protected void ForEveryHistory(Action<IReadOnlyList<Step>> check) => Histories.Sample(history => check([.. Run(history)]));

    private Gen<(TCommand Command, TimeSpan Wait)[]> Histories => Gen.Select(Command, Wait).Array[0, 40];

    private static List<TEvent> EventsOf((TCommand Command, TimeSpan Wait)[] history) => [.. Run(history).SelectMany(step => step.Decision.Events)];

    private static IEnumerable<Step> Run((TCommand Command, TimeSpan Wait)[] history)
    {
        var state = TDecider.Initial;
        var now = Start;
        foreach (var (command, wait) in history)
        {
            now += wait;
            var decision = TDecider.Decide(state, command, now);
            var after = Fold(state, decision.Events);
            yield return new(state, command, now, decision, after);
            state = after;
        }
    }

    private static TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, TDecider.Evolve);

    private static string Json(TState state) => JsonSerializer.Serialize(state, SnapshotSerializer.Options);

    /// <summary>A command that was decided.</summary>
    protected sealed record Step(TState Before, TCommand Command, DateTimeOffset Now, Decision<TEvent> Decision, TState After);
}
