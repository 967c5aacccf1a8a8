using CommandProcessor.Grains.Interfaces.Calls;

namespace CommandProcessor.Client.Sending;

/// <summary>References to the grains that silos host, as far as this client knows them.</summary>
internal sealed class HostedGrains(IGrainFactory grains)
{
    private readonly GrainReferences _references = new(grains);

    /// <exception cref="GrainNotHostedException">No silo that is known hosts such grains.</exception>
    public TGrain Get<TGrain>(string key)
        where TGrain : IGrainWithStringKey
    {
        try
        {
            return _references.Get<TGrain>(key);
        }
        catch (ArgumentException exception)
        {
            throw NotHosted<TGrain>(exception);
        }
    }

    /// <summary>The only grain of its kind.</summary>
    /// <exception cref="GrainNotHostedException">No silo that is known hosts such grains.</exception>
    public TGrain GetOnly<TGrain>()
        where TGrain : IGrainWithIntegerKey
    {
        try
        {
            return grains.GetGrain<TGrain>(0);
        }
        catch (ArgumentException exception)
        {
            throw NotHosted<TGrain>(exception);
        }
    }

    private static GrainNotHostedException NotHosted<TGrain>(ArgumentException exception) =>
        new($"No silo that this client knows of hosts {typeof(TGrain).Name}.", exception);
}
