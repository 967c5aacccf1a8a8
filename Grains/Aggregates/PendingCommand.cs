using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>A command that is decided, whose answer waits until everything it rests on is durable.</summary>
/// <param name="id">Its id.</param>
/// <param name="state">The aggregate after it.</param>
/// <param name="version">The aggregate's version after it.</param>
/// <param name="request">Its events; null if it has none.</param>
/// <param name="refusal">Why it is refused, also where its event is the record of that; null if it is not.</param>
internal sealed class PendingCommand<TState>(CommandId id, TState state, long version, AppendRequest? request, Refusal? refusal)
    : TaskCompletionSource<CommandOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CommandId Id { get; } = id;

    public TState State { get; } = state;

    public long Version { get; } = version;

    public AppendRequest? Request { get; } = request;

    public bool IsAccepted => refusal is null;

    public CommandOutcome OutcomeAt(CommitPosition position) => refusal is null
        ? new CommandOutcome.Accepted(Version, position)
        : new CommandOutcome.Refused(Version, position, refusal);
}
