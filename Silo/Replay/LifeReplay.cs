using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Replay;

/// <summary>Sends lives step by step, many at once, each step when the one before was answered.</summary>
internal sealed class LifeReplay(ClientSession session, ReplayMeter meter, FreshnessProbe probe, TimeProvider time)
{
    private const int RefusalsKeptMax = 100;
    private readonly List<string> _refusals = [];

    /// <summary>What the shop refused, at most <see cref="RefusalsKeptMax"/>; none of the plan should be.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    public async Task RunAsync(IAsyncEnumerable<RetailLife> lives, int callerCount, CancellationToken cancellationToken)
    {
        using var probeEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probing = probe.RunAsync(probeEnd.Token);
        try
        {
            await Parallel.ForEachAsync(
                lives, new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken }, ReplayAsync);
        }
        finally
        {
            probe.Complete();
            await probeEnd.CancelAsync();
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A probe that failed has measured less, no more.
        }
    }

    private async ValueTask ReplayAsync(RetailLife life, CancellationToken cancellationToken)
    {
        foreach (var step in life.Steps)
        {
            var sent = time.GetTimestamp();
            var outcome = await session.Orders.SendAsync(life.Order.Id, step.Command, step.Options, cancellationToken);
            meter.Answered(outcome, time.GetElapsedTime(sent), isPlacing: ReferenceEquals(step, life.Steps[0]));
            if (outcome is CommandOutcome.Refused refused) Keep($"{life.Order.Id} {step.Command.GetType().Name}: {refused.Refusal.Message}");
            probe.Answered(life.Order.Id.Customer);
        }

        meter.OrderDone();
    }

    private void Keep(string refusal)
    {
        lock (_refusals)
            if (_refusals.Count < RefusalsKeptMax) _refusals.Add(refusal);
    }
}
