using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Client;

/// <summary>For callers to whom a refusal is an exception.</summary>
public static class CommandOutcomeExtensions
{
    /// <exception cref="CommandRefusedException">The command was refused.</exception>
    public static CommandOutcome.Accepted OrThrow(this CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Accepted accepted => accepted,
        CommandOutcome.Refused refused => throw new CommandRefusedException(refused),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <exception cref="CommandRefusedException">The command was refused.</exception>
    public static async Task<CommandOutcome.Accepted> OrThrowAsync(this Task<CommandOutcome> outcome) => (await outcome).OrThrow();
}
