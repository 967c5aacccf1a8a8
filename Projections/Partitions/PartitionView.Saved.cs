using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>The queries of a view whose answers are not in memory, but where its sink has put them: they see what is saved.</summary>
internal sealed partial class PartitionView<TModel>
{
    /// <summary>The version that is shown, once it is saved as far as asked.</summary>
    public async Task<PartitionAnswer<int>> AskSavedAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        var started = _services.Time.GetTimestamp();
        var shown = await FreshAsync(atLeast, cancellationToken);
        while (_savedPosition < atLeast.Position)
        {
            var left = Patience(atLeast) - _services.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) throw new QueryRetryException($"{_address} is saved up to {_savedPosition}; {atLeast.Position} is asked for. {Fault}".TrimEnd());
            await _changed.Task.WaitAsync(left, _services.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var folded = Freshness(shown);
        return new(_address.Model.Version, folded with { EventCount = _savedPosition, Behind = folded.Behind + Math.Max(0, folded.EventCount - _savedPosition) });
    }

    private TimeSpan Patience(AtLeast atLeast)
    {
        var longest = TimeSpan.FromMilliseconds(Options.RoadWaitMaxMs);
        var asked = atLeast.Deadline ?? TimeSpan.FromMilliseconds(Options.ViewWaitMs);
        return asked < longest ? asked : longest;
    }
}
