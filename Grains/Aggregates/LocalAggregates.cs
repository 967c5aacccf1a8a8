using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// The aggregates that are awake in this silo, so that a reactor beside one needs no message to reach it. One that is not here is called as ever;
/// one that falls asleep meanwhile answers all the same, like an activation that another has replaced. Thread-safe.
/// </summary>
internal sealed class LocalAggregates
{
    private readonly ConcurrentDictionary<AggregateId, IAwakeAggregate> _awake = new();

    public IAwakeAggregate<TCommand>? Find<TCommand>(AggregateId aggregate)
        where TCommand : class => _awake.GetValueOrDefault(aggregate) as IAwakeAggregate<TCommand>;

    public void Add(AggregateId aggregate, IAwakeAggregate awake) => _awake[aggregate] = awake;

    /// <summary>Removes the activation, unless a newer one stands in its place.</summary>
    public void Remove(AggregateId aggregate, IAwakeAggregate awake) => _awake.TryRemove(new(aggregate, awake));
}
