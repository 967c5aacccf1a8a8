using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

/// <summary>The places of those who wait for read models to change: so many of one read model, so many on the silo.</summary>
internal sealed class WatchPlaces(ProjectionOptions options, ProjectionInstruments instruments)
{
    private int _taken;

    /// <summary>Watchers that wait on this silo.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a place until the answer is disposed.</summary>
    /// <param name="projection">The view's name.</param>
    /// <param name="watched">What is watched, to name it in a refusal.</param>
    /// <param name="ofOne">Counts the watchers of that.</param>
    /// <exception cref="QueryRetryException">All places are taken.</exception>
    public Place Take(string projection, string watched, Counter ofOne)
    {
        if (Interlocked.Increment(ref ofOne.Count) is var count && count > options.WatchersOfOneMax)
        {
            Interlocked.Decrement(ref ofOne.Count);
            throw new QueryRetryException($"{count - 1} callers watch {watched} already, ProjectionOptions.WatchersOfOneMax.");
        }

        if (Interlocked.Increment(ref _taken) is var taken && taken > options.WatchersMax)
        {
            Interlocked.Decrement(ref _taken);
            Interlocked.Decrement(ref ofOne.Count);
            throw new QueryRetryException($"{taken - 1} callers watch read models of this silo already, ProjectionOptions.WatchersMax.");
        }

        instruments.Watches(projection, +1);
        return new(this, projection, ofOne);
    }

    private void Leave(string projection, Counter ofOne)
    {
        Interlocked.Decrement(ref _taken);
        Interlocked.Decrement(ref ofOne.Count);
        instruments.Watches(projection, -1);
    }

    internal sealed class Counter
    {
        public int Count;
    }

    internal sealed class Place(WatchPlaces places, string projection, Counter ofOne) : IDisposable
    {
        public void Dispose() => places.Leave(projection, ofOne);
    }
}
