using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors;

/// <summary>
/// Answers events with commands to other aggregates: the steps of a process. Pure: the same event and the same answers lead to the same steps, so
/// that everything may be done twice.
/// </summary>
public interface IReactor
{
    /// <summary>Stands in the ids of its commands: fixed for ever.</summary>
    string Name { get; }

    /// <summary>What the event asks for; null if it is nothing to this reactor.</summary>
    Reaction? React(RecordedEvent recorded);
}
