namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>Why a rule forbids a command.</summary>
/// <param name="Code">Numbered for ever; 1 to 99 are common to all aggregates (<see cref="CommonRefusals"/>).</param>
/// <param name="Message">Names the thing, the value and the limit, for a person.</param>
/// <param name="IsTransient">True if the same command may be accepted later, when the aggregate has moved on.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] int Code, [property: Id(1)] string Message, [property: Id(2)] bool IsTransient)
{
    public static Refusal Final(int code, string message) => new(code, message, IsTransient: false);

    public static Refusal Transient(int code, string message) => new(code, message, IsTransient: true);
}
