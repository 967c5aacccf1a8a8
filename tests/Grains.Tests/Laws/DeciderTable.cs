using System.Globalization;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Tests.Laws;

/// <summary>Compares a decider with tables: what it makes of a command in each status, and which refusal comes first.</summary>
public abstract class DeciderTable<TDecider, TState, TCommand, TEvent, TStatus>
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
    where TStatus : struct, Enum
{
    protected static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly string LongText = new('a', FreeText.LengthMax + 1);

    /// <summary>Commands that lead to each status.</summary>
    protected abstract IReadOnlyDictionary<TStatus, TCommand[]> Ways { get; }

    protected abstract TStatus StatusOf(TState state);

    /// <summary>How a refusal for ever stands in a table.</summary>
    protected static string Final(int code) => code.ToString(CultureInfo.InvariantCulture);

    /// <summary>How a refusal that may pass stands in a table.</summary>
    protected static string ForNow(int code) => "~" + Final(code);

    protected TState In(TStatus status) => Fold(TDecider.Initial, Ways[status]);

    protected static TState Fold(TState state, params TCommand[] commands) => commands.Aggregate(state, (before, command) =>
    {
        var decision = TDecider.Decide(before, command, Now);
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(before, TDecider.Evolve);
    });

    /// <summary>Checks a row: for each status the one that the command leads to, "same" where it is satisfied, or the code, with '~' if transient.</summary>
    protected void AssertRow(TCommand command, string row) => Assert.Equal(
        row.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Enum.GetValues<TStatus>().Order().Select(status => Describe(In(status), command)));

    protected string Describe(TState state, TCommand command)
    {
        var decision = TDecider.Decide(state, command, Now);
        if (decision.Refusal is { } refusal) return refusal.IsTransient ? ForNow(refusal.Code) : Final(refusal.Code);
        return decision.Events.IsEmpty ? "same" : StatusOf(decision.Events.Aggregate(state, TDecider.Evolve)).ToString();
    }

    /// <summary>The only event of a command that must be carried out.</summary>
    protected static T Single<T>(TState state, TCommand command, DateTimeOffset? now = null)
        where T : TEvent
    {
        var decision = TDecider.Decide(state, command, now ?? Now);
        Assert.Null(decision.Refusal);
        return Assert.IsType<T>(Assert.Single(decision.Events));
    }
}
