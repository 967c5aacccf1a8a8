using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Client;

/// <summary>A rule forbids the command; nothing was changed.</summary>
public sealed class CommandRefusedException(CommandOutcome.Refused outcome) : Exception($"Refused ({outcome.Refusal.Code}): {outcome.Refusal.Message}")
{
    public Refusal Refusal => outcome.Refusal;

    /// <summary>The aggregate's version that the refusal rests on.</summary>
    public long Version => outcome.Version;
}
