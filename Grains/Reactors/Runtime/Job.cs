using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>A reaction that waits for its turn or has it.</summary>
/// <param name="reactor">Whose.</param>
/// <param name="cause">The event.</param>
/// <param name="reaction">What to do.</param>
internal sealed class Job(string reactor, RecordedEvent cause, Reaction reaction)
{
    private List<Wave.Reminder>? _reminders;

    public RecordedEvent Cause { get; } = cause;

    public Reaction Reaction { get; } = reaction;

    public ProcessId Process { get; } = new(reactor, reaction.Process);

    /// <summary>The event in the window; null if it was passed over when its process was parked, and is made up for.</summary>
    public ReactionWindow.Taken? Taken { get; set; }

    /// <summary>What the reaction has wanted remembered and forgotten so far, in order; it counts also if the reaction fails then.</summary>
    public IReadOnlyList<Wave.Reminder> Reminders => _reminders ?? (IReadOnlyList<Wave.Reminder>)[];

    /// <summary>Forgets what an earlier run of the reaction wanted.</summary>
    public void Begin() => _reminders = null;

    public void Remember(Wave.Reminder reminder) => (_reminders ??= []).Add(reminder);
}
