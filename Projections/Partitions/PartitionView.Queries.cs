using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>The queries of a view over everybody: read memory, after a wait for what they ask for.</summary>
internal sealed partial class PartitionView<TModel>
{
    public async Task<PartitionAnswer<T>> AskAsync<T>(AtLeast atLeast, Func<TModel, T> answer, CancellationToken cancellationToken)
    {
        var shown = await FreshAsync(atLeast, cancellationToken);
        return new(answer(shown.Model), Freshness(shown));
    }

    /// <summary>A page of the log, the newest first; it shows what memory has, saved or not.</summary>
    public async Task<LogPage<TEntry>> GetPageAsync<TEntry>(
        Func<TModel, ModelLog<TEntry>> log, LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken)
        where TEntry : class
    {
        var started = _services.Time.GetTimestamp();
        var shown = await FreshAsync(atLeast, cancellationToken);
        var after = Start(request);
        var unsaved = _unsavedEntries.ToDictionary(StringComparer.Ordinal);
        var page = new ItemPage(_address.Key, [request.Category], after, request.CountMax + 1 + unsaved.Count); // As many more as may have changed.
        var stored = await QueryFaults.AskAsync(_address, () => ReadPageAsync(page, _services.TimeOf(atLeast) - _services.Time.GetElapsedTime(started), cancellationToken));

        var rows = stored.Where(row => !unsaved.ContainsKey(row.Item)).Concat(unsaved.Values.Where(row => row.Category == request.Category))
            .Select(row => (Cursor: new ItemCursor(row.Sort, row.Item), row.Body))
            .Where(row => row.Cursor > after && row.Cursor.Sort >= request.From.UtcTicks)
            .OrderBy(row => row.Cursor)
            .Take(request.CountMax + 1)
            .ToList();
        var entries = rows.Take(request.CountMax)
            .Select(row => new LogEntry<TEntry>(row.Cursor.Sort, ViewRows.EntryOf(row.Cursor.Item), log(shown.Model).Read(row.Body)));
        return new([.. entries], HasMore: rows.Count > request.CountMax, Freshness(shown));
    }

    private async Task<IReadOnlyList<ItemRow>> ReadPageAsync(ItemPage page, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            return await _services.Store.ReadPageAsync(_address.Model, page, cancellationToken).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _services.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new QueryRetryException($"The database does not answer for {_address} in the time of the query.");
        }
    }

    private static ItemCursor Start(LogPageRequest request) => request.After is { } after
        ? new(after.Sort, ViewRows.ItemOfEntry(after.Id))
        : new(request.Until?.UtcTicks ?? long.MaxValue, ""); // Until itself is not in it: no id is smaller than nothing.

    private async Task<ModelFold<TModel>> FreshAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        var started = _services.Time.GetTimestamp();
        while (true)
        {
            if (_shown is { } shown && _mustReach is { } mustReach && shown.Position >= Math.Max(mustReach, atLeast.Position)) return shown;
            if (!await IsChangedAsync(atLeast, started, cancellationToken)) throw Behind(atLeast);
        }
    }

    /// <summary>Waits for the next change; false if the time of the query is over.</summary>
    private async Task<bool> IsChangedAsync(AtLeast atLeast, long started, CancellationToken cancellationToken)
    {
        var left = _services.TimeOf(atLeast) - _services.Time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero) return false;
        _wanted.TrySetResult();
        await _changed.Task.WaitAsync(left, _services.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private QueryRetryException Behind(AtLeast atLeast)
    {
        if (_mustReach is not { } mustReach) return new($"{_address} could not be compared with the journal yet. {Fault}");
        return QueryFaults.Behind(_address, _partition, Position, Math.Max(mustReach, atLeast.Position), staleSince: null, Fault);
    }

    private ViewFreshness Freshness(ModelFold<TModel> shown)
    {
        var newest = Math.Max(_mustReach ?? 0, _services.Feed.NewestPosition(_partition));
        return new(
            shown.Position,
            Math.Max(0, newest - shown.Position),
            _parked.Count,
            _parked.Count == 0 ? null : _parked.Values.Min(parking => parking.Since));
    }
}
