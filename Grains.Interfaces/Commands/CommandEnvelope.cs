using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>A command on its way to its aggregate.</summary>
/// <param name="Context">Who asks, and under which id.</param>
/// <param name="ExpectedVersion">If given, the command is refused unless the aggregate has exactly this version.</param>
/// <param name="Command">What is asked.</param>
/// <param name="AsksAgain">
/// True if a transient refusal that is remembered under this id is no answer: the command is decided anew, and still accepted once at most.
/// </param>
/// <param name="IsStep">True if a process asks. What only its steps may ask is refused to everybody else; the client library never says so.</param>
[GenerateSerializer, Immutable, Alias("command-envelope`1")]
public sealed record CommandEnvelope<TCommand>(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] long? ExpectedVersion,
    [property: Id(2)] TCommand Command,
    [property: Id(3)] bool AsksAgain = false,
    [property: Id(4)] bool IsStep = false)
    where TCommand : class;
