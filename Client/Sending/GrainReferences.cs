using System.Collections.Concurrent;

namespace CommandProcessor.Client.Sending;

/// <summary>
/// References to grains by interface and key. Orleans reads the attributes of the interface by reflection whenever it is asked for a reference by type,
/// which is a seventh of what a query costs the client; the names that it finds there are the same each time.
/// </summary>
internal sealed class GrainReferences(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<Type, Names> _names = new();

    /// <exception cref="GrainNotHostedException">No silo that is known hosts such grains.</exception>
    public TGrain Get<TGrain>(string key)
        where TGrain : IGrainWithStringKey
    {
        if (_names.TryGetValue(typeof(TGrain), out var names)) return (TGrain)grains.GetGrain(GrainId.Create(names.Grain, key), names.Interface);
        var grain = Find(() => grains.GetGrain<TGrain>(key));
        if (grain is GrainReference reference) _names[typeof(TGrain)] = new(reference.GrainId.Type, reference.InterfaceType);
        return grain;
    }

    /// <summary>The only grain of its kind.</summary>
    /// <exception cref="GrainNotHostedException">No silo that is known hosts such grains.</exception>
    public TGrain GetOnly<TGrain>()
        where TGrain : IGrainWithIntegerKey => Find(() => grains.GetGrain<TGrain>(0));

    private static TGrain Find<TGrain>(Func<TGrain> find)
    {
        try
        {
            return find();
        }
        catch (ArgumentException exception)
        {
            throw new GrainNotHostedException($"No silo that this client knows of hosts {typeof(TGrain).Name}.", exception);
        }
    }

    private sealed record Names(GrainType Grain, GrainInterfaceType Interface);
}
