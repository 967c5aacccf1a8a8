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
            if (!await IsChangedAsync(atLeast, started, cancellationToken))
                throw new QueryRetryException($"{_address} is saved up to {_savedPosition}; {atLeast.Position} is asked for. {Fault}".TrimEnd());
        }

        var folded = Freshness(shown);
        return new(_address.Model.Version, folded with { EventCount = _savedPosition, Behind = folded.Behind + Math.Max(0, folded.EventCount - _savedPosition) });
    }
}
