using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>What an event asks for.</summary>
/// <param name="Process">
/// What it belongs to, such as "transfer/17850/1": the reactions of one process are carried out one after the other, in the order of their events.
/// All events of a process must have the same partition key.
/// </param>
/// <param name="Waves">
/// One after the other: each is carried out and holds its answers when the next is asked for. May be enumerated again, from the beginning.
/// </param>
public sealed record Reaction(string Process, IEnumerable<Wave> Waves)
{
    /// <summary>Names the process of one thing that an aggregate holds, or has met: it stands where that aggregate does.</summary>
    public static string ProcessAt(AggregateId aggregate, string name) => aggregate + Identifier.NameSeparator + name;
}
