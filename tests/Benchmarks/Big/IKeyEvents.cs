using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>What happens to one key, lawful and without end.</summary>
internal interface IKeyEvents
{
    PartitionKey Key { get; }

    /// <summary>The next event while the read model is filled.</summary>
    KeyEvent Fill(long number);

    /// <summary>The next event while it is measured.</summary>
    KeyEvent Next(long number);

    /// <summary>The greatest sort among the items that were made, and the category of most.</summary>
    (long Sort, int Category) Newest { get; }

    /// <summary>The smallest.</summary>
    long OldestSort { get; }
}

/// <param name="Version">Of the aggregate.</param>
internal sealed record KeyEvent(AggregateId Aggregate, long Version, EventData Data);
