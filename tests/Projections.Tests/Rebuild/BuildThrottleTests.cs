using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Tests.Rebuild;

public sealed class BuildThrottleTests
{
    private static readonly ProjectionOptions Options = new() { BuildSliceMs = 10, BuildShareMin = 0.2 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_builds_rest_none_of_them_works()
    {
        var (working, broken, count) = (0, 0, 0L);
        BuildThrottle? counted = null;
        using var throttle = counted = new(Options, CountAsync, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(BuildAsync, Token)));

        Assert.Equal(0, broken);
        Assert.InRange(throttle.Share, Options.BuildShareMin, Options.BuildShareMax);

        // It is asked when all have paused, as commands come; what is asked while none came is asked beside the work.
        Task<long> CountAsync(CancellationToken cancellationToken)
        {
            if (counted?.Share < 1 && Volatile.Read(ref working) > 0) Interlocked.Increment(ref broken);
            return Task.FromResult(Interlocked.Add(ref count, 100));
        }

        async Task BuildAsync()
        {
            for (var step = 0; step < 40; step++)
            {
                await throttle.RunAsync(
                    async () =>
                    {
                        Interlocked.Increment(ref working);
                        await Task.Delay(2, Token);
                        return Interlocked.Decrement(ref working);
                    },
                    Token);
            }
        }
    }

    [Fact]
    public async Task A_journal_that_is_away_holds_nobody_up()
    {
        using var throttle = new BuildThrottle(Options, static _ => throw new InvalidOperationException("The journal is away."), TimeProvider.System);

        for (var step = 0; step < 20; step++) Assert.Equal(step, await throttle.RunAsync(() => Task.FromResult(step), Token));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_its_place()
    {
        using var throttle = new BuildThrottle(Options, static _ => Task.FromResult(0L), TimeProvider.System);

        await Assert.ThrowsAsync<FormatException>(() => throttle.RunAsync<int>(() => throw new FormatException(), Token));

        Assert.Equal(1, await throttle.RunAsync(() => Task.FromResult(1), Token));
    }

    [Fact]
    public async Task Who_waits_can_be_cancelled()
    {
        using var throttle = new BuildThrottle(Options, static token => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => 0L, TaskScheduler.Default), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var waiting = throttle.RunAsync(() => Task.FromResult(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
