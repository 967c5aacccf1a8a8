using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// A command that goes with another to the same aggregate, to be decided right behind it in the same turn if that is accepted. Both become durable at
/// once, where one sent after the other's answer would wait for a second commit.
/// </summary>
internal class FollowingCommand
{
    /// <summary>Null if it was not decided with the other; set before that is answered.</summary>
    public Task<CommandOutcome>? Answer { get; private set; }

    public void Begin(Task<CommandOutcome> answer) => Answer = answer;
}
