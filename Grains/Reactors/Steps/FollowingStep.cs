using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>The step of the next wave, on its way with the one before it.</summary>
internal sealed class FollowingStep(Step step, CommandContext context) : FollowingCommand
{
    public Step Step { get; } = step;

    public CommandContext Context { get; } = context;
}
