using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// The commands that an aggregate has answered: the newest with their answers and, of those it has let go, only the latest time, the horizon. An
/// id later than the horizon that is not remembered is certainly new; one at or before it must be looked up in the journal.
/// </summary>
/// <remarks>
/// Only commands that left events in the journal move the horizon when they are let go: of the others a look-up would find nothing. What is kept is
/// numbers: thousands of aggregates remember a thousand commands each, and objects would have to be looked at by each collection.
/// </remarks>
internal sealed class CommandMemory(int partition, int countMax)
{
    private readonly Dictionary<CommandId, Answer> _answers = [];
    private readonly Queue<CommandId> _order = new();
    private Dictionary<CommandId, Refusal>? _refusals; // Of the answers that are any.

    /// <summary>The latest time of the ids let go, in milliseconds since 1970; null if none was.</summary>
    public long? HorizonMs { get; private set; }

    public int Count => _answers.Count;

    public CommandOutcome? Find(CommandId id) => _answers.TryGetValue(id, out var answer) ? OutcomeOf(id, answer) : null;

    /// <summary>False if an id that is not remembered is certainly new.</summary>
    public bool MayHaveLetGo(CommandId id) => id.TimestampMs <= HorizonMs;

    /// <summary>Remembers an answer; a later one to the same id, of its next event, takes the place of the earlier.</summary>
    public void Remember(CommandId id, CommandOutcome outcome, bool hasEvents)
    {
        var answer = new Answer(outcome.Version, outcome.Position.Position, hasEvents);
        if (_answers.TryAdd(id, answer)) _order.Enqueue(id);
        else _answers[id] = answer;

        if (outcome is CommandOutcome.Refused { Refusal: var refusal }) (_refusals ??= [])[id] = refusal;
        else _refusals?.Remove(id);
        while (_answers.Count > countMax) LetGo(_order.Dequeue());
    }

    /// <summary>Takes over the answers of an older memory that left nothing in the journal, from which this one was made.</summary>
    public void KeepWithoutEvents(CommandMemory older)
    {
        foreach (var id in older._order)
        {
            var answer = older._answers[id];
            if (!answer.HasEvents && !_answers.ContainsKey(id)) Remember(id, older.OutcomeOf(id, answer), hasEvents: false);
        }
    }

    public CommandMemorySnapshot ToSnapshot() => new([.. _order.Select(ToSnapshot)], HorizonMs);

    public static CommandMemory FromSnapshot(CommandMemorySnapshot snapshot, int partition, int countMax)
    {
        var memory = new CommandMemory(partition, countMax) { HorizonMs = snapshot.HorizonMs };
        foreach (var command in snapshot.Recent) memory.Remember(command.CommandId(), command.ToOutcome(partition), command.HasEvents);
        return memory;
    }

    private RememberedCommand ToSnapshot(CommandId id)
    {
        var answer = _answers[id];
        return RememberedCommand.From(id, OutcomeOf(id, answer), answer.HasEvents);
    }

    private CommandOutcome OutcomeOf(CommandId id, Answer answer)
    {
        var position = new CommitPosition(partition, answer.Position);
        return _refusals is not null && _refusals.TryGetValue(id, out var refusal)
            ? new CommandOutcome.Refused(answer.Version, position, refusal)
            : new CommandOutcome.Accepted(answer.Version, position);
    }

    private void LetGo(CommandId id)
    {
        _answers.Remove(id, out var answer);
        _refusals?.Remove(id);
        if (answer.HasEvents && (HorizonMs is not { } horizon || id.TimestampMs > horizon)) HorizonMs = id.TimestampMs;
    }

    private readonly record struct Answer(long Version, long Position, bool HasEvents);
}
