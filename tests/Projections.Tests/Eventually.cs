using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Tests;

/// <summary>Waits for a named condition under a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(string condition, Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await holds())
        {
            if (deadline.IsCancellationRequested) Assert.Fail($"It did not come true within {Deadline} that {condition}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks again whoever cannot answer just now.</summary>
    public static async Task<T> AnsweredAsync<T>(Func<Task<T>> ask)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (QueryRetryException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            }
        }
    }
}
