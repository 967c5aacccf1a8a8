namespace CommandProcessor.Grains.Tests.Fixtures;

internal static class Wait
{
    /// <summary>Waits for a named condition under a deadline.</summary>
    public static async Task UntilAsync(string condition, Func<bool> isTrue, int timeoutMs = 15_000, Func<string>? found = null) =>
        await UntilAsync(condition, () => ValueTask.FromResult(isTrue()), timeoutMs, found);

    /// <summary>The same; <paramref name="found"/> tells what is there instead, should the deadline pass.</summary>
    public static async Task UntilAsync(string condition, Func<ValueTask<bool>> isTrue, int timeoutMs = 15_000, Func<string>? found = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > timeoutMs) throw new TimeoutException($"Not within {timeoutMs} ms: {condition}. {found?.Invoke()}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
