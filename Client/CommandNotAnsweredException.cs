using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client;

/// <summary>
/// The command got no answer in time; whether it was carried out is not known. Send it again under the same
/// <see cref="CommandId"/>: it is carried out once.
/// </summary>
public sealed class CommandNotAnsweredException : Exception
{
    internal CommandNotAnsweredException(CommandId commandId, string target, int attemptCount, TimeSpan elapsed, Exception? last)
        : base(
            $"Command {commandId} to {target} got no answer in {attemptCount} attempts over {elapsed.TotalSeconds:0.###} s"
            + (last is null ? "." : $"; the last failed with {last.GetType().Name}: {last.Message}"),
            last)
    {
        CommandId = commandId;
        AttemptCount = attemptCount;
    }

    public CommandId CommandId { get; }

    public int AttemptCount { get; }
}
