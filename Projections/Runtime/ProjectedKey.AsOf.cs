using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// What the read model was. Nothing old is stored: the key's events up to the point are folded anew, by the same fold, and forgotten after
/// the answer.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public async Task<PastModel<THead, TItem>> GetAsOfAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        var (memory, staleSince) = await FoldAsync(asOf, cancellationToken);
        return new(
            new(memory.Head, memory.Position, staleSince), item => memory.Find(item)?.Item,
            (categories, after, countMax) => Select(memory.Items, categories, after, countMax));
    }

    private async Task<Past> FoldAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        if (asOf is AsOf.Version) throw new ArgumentException($"{_address} has no versions; ask for it as of a position or a time.");
        if (asOf.Mistake() is { } mistake) throw new ArgumentException($"As of: {mistake}");
        return await AskAsync(async () =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _life.Token);
            await _services.Fills.WaitAsync(either.Token);
            try
            {
                if (asOf is AsOf.Position { Value: var position }) await _services.Journal.RequireReachedAsync(_partition, position, either.Token);
                return await FoldPastAsync(asOf, either.Token);
            }
            finally
            {
                _services.Fills.Release();
            }
        });
    }

    private async Task<Past> FoldPastAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        var eventCountMax = _services.Options.AsOfEventsMax;
        var memory = new ReadModelMemory<TProjection, THead, TItem>(_key, itemsMax: int.MaxValue, row: null);
        for (var eventCount = 0; ;)
        {
            var page = await _services.Journal.ReadKeyAsync(_key, memory.Position + 1, _services.Options.FillPageSize, cancellationToken);
            foreach (var recorded in page)
            {
                if (asOf.IsBefore(recorded)) return new(memory, StaleSince: null);
                if (++eventCount > eventCountMax)
                    throw new ArgumentException($"{_address} had more than {eventCountMax} events at {asOf}, ProjectionOptions.AsOfEventsMax.");
                if (!TryFold(memory, recorded)) return new(memory, recorded.RecordedAt);
            }

            if (page.Count < _services.Options.FillPageSize) return new(memory, StaleSince: null);
        }
    }

    private static bool TryFold(ReadModelMemory<TProjection, THead, TItem> memory, RecordedEvent recorded)
    {
        try
        {
            memory.Fold(recorded);
            return true;
        }
        catch (Exception) // The read model waits at this event too.
        {
            return false;
        }
    }

    /// <param name="StaleSince">When the event was recorded that could not be applied; null if all could.</param>
    private readonly record struct Past(ReadModelMemory<TProjection, THead, TItem> Memory, DateTimeOffset? StaleSince);
}
