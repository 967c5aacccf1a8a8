namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// Asks for a read model when it is different from what was shown. The call waits for that, but no longer than it is told to and than the silo
/// waits at most; whoever is told that nothing has changed asks again. So nothing is kept for a watcher between two calls: one that is slow is
/// shown the newest state only, one that went away is gone, and any silo can go on.
/// </summary>
/// <param name="After">What was shown last; null if nothing was, which is answered at once.</param>
/// <param name="AtLeast">How fresh the answer must be, beside what the token asks for.</param>
/// <param name="Wait">How long to wait for a change; what is not positive does not wait.</param>
[GenerateSerializer, Immutable, Alias("watch-request")]
public sealed record WatchRequest([property: Id(0)] WatchToken? After, [property: Id(1)] AtLeastAll AtLeast, [property: Id(2)] TimeSpan Wait)
{
    /// <summary>How fresh the answer of one partition must be.</summary>
    public AtLeast AtLeastOf(int partition)
    {
        var asked = AtLeast.Of(partition);
        return asked with { Position = Math.Max(asked.Position, After?.PositionOf(partition) ?? 0) };
    }
}
