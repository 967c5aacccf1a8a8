using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Monitoring;

namespace CommandProcessor.Silo.Verification;

/// <summary>Waits until the read side is not behind the journal.</summary>
internal sealed class CatchUp(LagMeter lag, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(60);

    /// <summary>Events in the journal that are not yet saved in every read model that they concern; null while a database does not answer.</summary>
    public async Task<long?> TryBehindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lag.CountUnreadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is JournalException { IsTransient: true } or ReadModelException { IsTransient: true })
        {
            return null;
        }
    }

    /// <summary>Waits until nothing is behind; false if nothing moved for a minute. A database that is away for less is waited for.</summary>
    public async Task<bool> WaitAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var last = (long?)long.MaxValue;
        var moved = time.GetTimestamp();
        while (true)
        {
            var behind = await TryBehindAsync(cancellationToken);
            if (behind is { } count) progress?.Report(count);
            if (behind == 0) return true;
            if (behind != last) (last, moved) = (behind, time.GetTimestamp());
            else if (time.GetElapsedTime(moved) > StalledAfter) return false;
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }
}
