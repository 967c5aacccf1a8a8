using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// The commands that an aggregate has answered: the newest with their answers and, of those it has let go, only the latest time, the horizon. An
/// id later than the horizon that is not remembered is certainly new; one at or before it must be looked up in the journal.
/// </summary>
/// <remarks>
/// Only commands that left events in the journal move the horizon when they are let go: of the others a look-up would find nothing.
/// </remarks>
internal sealed class CommandMemory(int countMax)
{
    private readonly Dictionary<CommandId, CommandOutcome> _answers = [];
    private readonly Queue<CommandId> _order = new();
    private readonly HashSet<CommandId> _withoutEvents = [];

    /// <summary>The latest time of the ids let go, in milliseconds since 1970; null if none was.</summary>
    public long? HorizonMs { get; private set; }

    public int Count => _answers.Count;

    public CommandOutcome? Find(CommandId id) => _answers.GetValueOrDefault(id);

    /// <summary>False if an id that is not remembered is certainly new.</summary>
    public bool MayHaveLetGo(CommandId id) => id.TimestampMs <= HorizonMs;

    /// <summary>Remembers an answer; a later one to the same id, of its next event, takes the place of the earlier.</summary>
    public void Remember(CommandId id, CommandOutcome outcome, bool hasEvents)
    {
        if (_answers.TryAdd(id, outcome)) _order.Enqueue(id);
        else _answers[id] = outcome;

        if (!hasEvents) _withoutEvents.Add(id);
        else if (_withoutEvents.Count > 0) _withoutEvents.Remove(id);
        while (_answers.Count > countMax) LetGo(_order.Dequeue());
    }

    /// <summary>Takes over the answers of an older memory that left nothing in the journal, from which this one was made.</summary>
    public void KeepWithoutEvents(CommandMemory older)
    {
        foreach (var id in older._order)
        {
            if (older._withoutEvents.Contains(id) && !_answers.ContainsKey(id)) Remember(id, older._answers[id], hasEvents: false);
        }
    }

    public CommandMemorySnapshot ToSnapshot() =>
        new([.. _order.Select(id => RememberedCommand.From(id, _answers[id], !_withoutEvents.Contains(id)))], HorizonMs);

    public static CommandMemory FromSnapshot(CommandMemorySnapshot snapshot, int partition, int countMax)
    {
        var memory = new CommandMemory(countMax) { HorizonMs = snapshot.HorizonMs };
        foreach (var command in snapshot.Recent) memory.Remember(command.CommandId(), command.ToOutcome(partition), command.HasEvents);
        return memory;
    }

    private void LetGo(CommandId id)
    {
        _answers.Remove(id);
        if (_withoutEvents.Remove(id)) return;
        if (HorizonMs is not { } horizon || id.TimestampMs > horizon) HorizonMs = id.TimestampMs;
    }
}
