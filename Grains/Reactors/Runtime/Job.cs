using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>A reaction that waits for its turn or has it.</summary>
/// <param name="Reactor">Whose.</param>
/// <param name="Cause">The event.</param>
/// <param name="Reaction">What to do.</param>
internal sealed record Job(string Reactor, RecordedEvent Cause, Reaction Reaction)
{
    /// <summary>The event in the window; null if it was passed over when its process was parked, and is made up for.</summary>
    public ReactionWindow.Taken? Taken { get; init; }

    public ProcessId Process => new(Reactor, Reaction.Process);
}
