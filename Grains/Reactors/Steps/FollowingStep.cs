using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>The step of a wave as it goes with the one before it, if the way allows; it is the same command also if not.</summary>
internal sealed class FollowingStep(Step step, CommandContext context) : FollowingCommand
{
    public Step Step { get; } = step;

    public CommandContext Context { get; } = context;
}
