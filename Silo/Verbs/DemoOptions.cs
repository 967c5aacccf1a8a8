namespace CommandProcessor.Silo.Verbs;

/// <param name="OrderCountMax">How many orders to replay at most, the oldest first.</param>
/// <param name="CallerCount">How many callers send at once.</param>
internal sealed record DemoOptions(int OrderCountMax, int CallerCount);
