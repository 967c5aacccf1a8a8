namespace CommandProcessor.Grains.Tests.Fixtures;

internal static class Wait
{
    /// <summary>Waits for a named condition under a deadline.</summary>
    public static async Task UntilAsync(string condition, Func<bool> isTrue, int timeoutMs = 15_000) =>
        await UntilAsync(condition, () => ValueTask.FromResult(isTrue()), timeoutMs);

    public static async Task UntilAsync(string condition, Func<ValueTask<bool>> isTrue, int timeoutMs = 15_000)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > timeoutMs) throw new TimeoutException($"Not within {timeoutMs} ms: {condition}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
