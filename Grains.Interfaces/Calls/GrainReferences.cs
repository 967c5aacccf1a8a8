using System.Collections.Concurrent;

namespace CommandProcessor.Grains.Interfaces.Calls;

/// <summary>
/// References to grains by interface and key. Orleans reads the attributes of the interface by reflection whenever it is asked for a reference by type,
/// which is a seventh of what a query costs a client; the names that it finds there are the same each time. Thread-safe.
/// </summary>
public sealed class GrainReferences(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<Type, Names> _names = new();

    /// <exception cref="ArgumentException">No silo that is known hosts such grains.</exception>
    public TGrain Get<TGrain>(string key)
        where TGrain : IGrainWithStringKey
    {
        if (_names.TryGetValue(typeof(TGrain), out var names)) return (TGrain)grains.GetGrain(GrainId.Create(names.Grain, key), names.Interface);
        var grain = grains.GetGrain<TGrain>(key);
        if (grain is GrainReference reference) _names[typeof(TGrain)] = new(reference.GrainId.Type, reference.InterfaceType);
        return grain;
    }

    private sealed record Names(GrainType Grain, GrainInterfaceType Interface);
}
