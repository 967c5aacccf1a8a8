namespace CommandProcessor.Silo.Verbs;

/// <param name="OrderCountMax">How many orders to replay at most, the newest.</param>
/// <param name="CallerCount">How many callers send at once.</param>
internal sealed record DemoOptions(int OrderCountMax, int CallerCount)
{
    /// <summary>Some 50,000 events: a few seconds on a small machine.</summary>
    public const int OrderCountDefault = 600;
}
