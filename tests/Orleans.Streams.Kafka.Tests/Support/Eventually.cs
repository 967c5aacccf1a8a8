namespace Orleans.Streams.Kafka.Tests;

public static class Eventually
{
    /// <summary>Waits for a named condition under a deadline.</summary>
    public static async Task UntilAsync(string condition, Func<bool> isTrue, int seconds = 20)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var started = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(seconds))
                Assert.Fail($"After {seconds} s still not: {condition}");
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>The condition stays false for a while: for what must not happen.</summary>
    public static async Task NeverAsync(string condition, Func<bool> isTrue, int milliseconds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds < milliseconds)
        {
            Assert.False(isTrue(), condition);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
