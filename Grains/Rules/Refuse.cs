using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Rules;

/// <summary>Turns what is wrong with a command into a refusal, so that rules can stand one below the other, joined by '??'.</summary>
internal static class Refuse
{
    /// <summary>A refusal for ever, if there is a mistake.</summary>
    public static Refusal? If(int code, string? mistake) => mistake is null ? null : Refusal.Final(code, mistake);

    /// <summary>A refusal that may pass, if there is a mistake.</summary>
    public static Refusal? ForNowIf(int code, string? mistake) => mistake is null ? null : Refusal.Transient(code, mistake);
}
