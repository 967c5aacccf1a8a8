namespace CommandProcessor.Silo.Verbs;

/// <param name="OrderCountMax">How many orders to replay at most, the newest.</param>
/// <param name="CallerCount">How many callers send at once.</param>
internal sealed record DemoOptions(int OrderCountMax, int CallerCount)
{
    public const int CallerCountDefault = 64;

    /// <summary>The fewest, more or less, in which every state is reached: some 55,000 events.</summary>
    public const int OrderCountDefault = 520;
}
