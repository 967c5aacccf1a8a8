using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// The queries of a key. The first one of an activation compares with the journal, so nothing that was shown before a crash disappears;
/// after that the road keeps the read model fresh and a query costs no I/O, unless it asks for a position that has not come.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    /// <summary>A comparison that was under way may be too old for the query, so may the next; the third was begun for it alone.</summary>
    private const int ComparisonsMax = 3;

    private Task? _comparison;
    private bool _mayHoldAll = true;

    public async Task<ReadModelHead<THead>> GetHeadAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        var memory = await FreshAsync(atLeast, cancellationToken);
        return new(memory.Head, Math.Max(memory.Position, memory.KnownPosition), memory.StaleSince);
    }

    /// <summary>One item by its id, or null; with it since when the read model is stale.</summary>
    public async Task<ReadModelPage<TItem>> GetItemAsync(string item, AtLeast atLeast, CancellationToken cancellationToken)
    {
        for (var reloads = 0; ; reloads++)
        {
            var memory = await FreshAsync(atLeast, cancellationToken);
            if (memory.Find(item) is { } held) return Page([held], next: null);
            if (memory.HoldsAll) return Page([], next: null);

            var rows = await AskAsync(() => _services.Loader.LoadItemsAsync(_address, [item], cancellationToken));
            if (_memory?.Find(item) is { } changed) return Page([changed], next: null);
            if (await TryReadAsync(rows, isLast: reloads == ReloadsMax) is { } read) return Page(read, next: null);
        }
    }

    /// <summary>Items by page. It shows at least what memory had when it began, saved or not.</summary>
    /// <param name="categoriesOf">Only those categories of items, as the head tells them. Each costs a look-up of its own.</param>
    public async Task<ReadModelPage<TItem>> GetPageAsync(
        Func<THead, IReadOnlyList<int>> categoriesOf, ItemCursor? after, int countMax, AtLeast atLeast, CancellationToken cancellationToken)
    {
        for (var reloads = 0; ; reloads++)
        {
            var memory = await FreshAsync(atLeast, cancellationToken);
            if (!memory.HoldsAll && _mayHoldAll && after is null) memory = await HoldAllIfFewAsync(memory, cancellationToken);
            var categories = categoriesOf(memory.Head);
            if (memory.HoldsAll) return Select(memory.Items, categories, after, countMax);

            var unsaved = memory.UnsavedItems.ToDictionary(held => held.Id, StringComparer.Ordinal);
            var page = new ItemPage(_key, categories, after, countMax + 1 + unsaved.Count); // As many more as may turn out to have changed.
            var rows = await AskAsync(() => _services.Store.ReadPageAsync(Model, page, cancellationToken));
            if (await TryReadAsync(rows, isLast: reloads == ReloadsMax) is not { } read) continue;

            // What moved meanwhile to a category that there was not stands in none of those that were read.
            if (reloads < ReloadsMax && _memory is { } moved && categoriesOf(moved.Head).Except(categories).Any()) continue;
            var saved = read
                .Where(held => !unsaved.TryGetValue(held.Id, out var newer) || newer.Position <= held.Position)
                .ToDictionary(held => held.Id, StringComparer.Ordinal);
            return Select(saved.Values.Concat(unsaved.Values.Where(held => !saved.ContainsKey(held.Id))), categories, after, countMax);
        }
    }

    private ReadModelPage<TItem> Select(IEnumerable<HeldItem<TItem>> items, IReadOnlyList<int> categories, ItemCursor? after, int countMax)
    {
        var found = items
            .Where(held => categories.Contains(held.Index.Category) && (after is not { } cursor || held.Cursor > cursor))
            .OrderBy(held => held.Cursor)
            .Take(countMax + 1)
            .ToList();
        return found.Count > countMax ? Page(found.Take(countMax), found[countMax - 1].Cursor.ToString()) : Page(found, next: null);
    }

    private ReadModelPage<TItem> Page(IEnumerable<HeldItem<TItem>> items, string? next) =>
        new([.. items.Select(held => held.Item)], next, _memory?.StaleSince);

    /// <summary>Takes the items of a key that has few of them into memory, so that its pages need no database any more.</summary>
    private async Task<ReadModelMemory<TProjection, THead, TItem>> HoldAllIfFewAsync(
        ReadModelMemory<TProjection, THead, TItem> shown, CancellationToken cancellationToken)
    {
        var countMax = _services.Options.ItemsInMemoryMax;
        await AskAsync(() => ExclusivelyAsync(async memory =>
        {
            if (memory.HoldsAll) return;
            var rows = await _services.Store.ReadItemsAsync(Model, [_key], after: null, countMax + 1, _life.Token);
            if (rows.Any(row => row.Position > memory.Position)) throw Stale();
            _mayHoldAll = false;
            if (rows.Count > countMax) return;
            foreach (var row in rows) memory.Take(await ReadItemAsync(row));
            memory.KnowAllItems();
        }).WaitAsync(cancellationToken));
        return _memory ?? shown;
    }

    /// <summary>The items, or null if the database is ahead of memory and was loaded again.</summary>
    private async Task<List<HeldItem<TItem>>?> TryReadAsync(IReadOnlyList<ItemRow> rows, bool isLast)
    {
        try
        {
            if (rows.All(row => row.Position <= _memory?.Position))
                return [.. rows.Select(row => HeldItem<TItem>.Read(row, TProjection.ItemJson))];
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, _address);
            await AskAsync(RebuildAsync);
        }

        if (isLast) throw new QueryRetryException($"{_address} is moved on by another activation faster than it can be read.");
        _mustReload = true;
        await AskAsync(() => ExclusivelyAsync(static _ => Task.CompletedTask));
        return null;
    }

    private async Task<ReadModelMemory<TProjection, THead, TItem>> FreshAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (_memory is { } memory && IsFresh(memory, atLeast)) return memory;
        if (_memory is { KnownPosition: >= 0 }) await WaitForRoadAsync(atLeast, cancellationToken);

        for (var comparisons = 0; ;)
        {
            if (_memory is { } shown && IsFresh(shown, atLeast)) return shown;
            if (comparisons == ComparisonsMax)
                throw BeyondJournal(atLeast.Position);

            var changed = _changed.Task;
            var comparison = CompareAsync();
            await Task.WhenAny(changed, comparison).WaitAsync(cancellationToken);
            if (!comparison.IsCompleted) continue;
            comparisons++;
            if (!comparison.IsCompletedSuccessfully) return await AnswerWithoutJournalAsync(comparison, atLeast);
        }
    }

    private ArgumentException BeyondJournal(long position) =>
        new($"Position {_partition}@{position} is asked for, but the journal ends at {_partition}@{_memory?.KnownPosition}.");

    private static bool IsFresh(ReadModelMemory<TProjection, THead, TItem> memory, AtLeast atLeast) =>
        memory.Parking is not null || (memory.KnownPosition >= 0 && Math.Max(memory.Position, memory.KnownPosition) >= atLeast.Position);

    /// <summary>Waits until the road has brought the position to any key of this projection here: then the key has it, or it is another key's.</summary>
    private async Task WaitForRoadAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        var longest = TimeSpan.FromMilliseconds(_services.Options.RoadWaitMaxMs);
        var wait = atLeast.Deadline ?? TimeSpan.FromMilliseconds(_services.Options.RoadWaitMs);
        if (wait <= TimeSpan.Zero) return;
        try
        {
            var reached = _services.Road.WhenReachedAsync(TProjection.Name, _partition, atLeast.Position);
            await reached.WaitAsync(wait < longest ? wait : longest, _services.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The journal has it.
        }
    }

    /// <summary>
    /// Compares with the journal, once for all who ask meanwhile. Completes when the read model shows it; saving goes on.
    /// </summary>
    private Task CompareAsync()
    {
        if (_comparison is { IsCompleted: false }) return _comparison;
        var shown = NewSignal();
        _comparison = shown.Task;
        _ = CompareAsync(shown);
        return shown.Task;
    }

    private async Task CompareAsync(TaskCompletionSource shown)
    {
        try
        {
            await ExclusivelyAsync(async memory =>
            {
                if (memory.Parking is null) await CatchUpAsync(memory);
                shown.TrySetResult();
                await SaveAsync(memory);
            });
        }
        catch (Exception exception) // It belongs to those who wait; if they have their answer, it is only about saving.
        {
            if (!shown.TrySetException(exception)) LogSavedLater(exception, _address);
        }
    }

    /// <summary>
    /// The journal may be away while the read models are there: then what they have is the answer, if it is as fresh as asked.
    /// </summary>
    private async Task<ReadModelMemory<TProjection, THead, TItem>> AnswerWithoutJournalAsync(Task comparison, AtLeast atLeast)
    {
        try
        {
            await comparison;
            throw new InvalidOperationException("Only a comparison that failed is asked about.");
        }
        catch (Exception exception) when (IsFaultOfDatabase(exception))
        {
            if (_memory is not { Position: > 0 } memory || memory.Position < atLeast.Position) throw Retry(exception);
            LogNotCompared(exception, _address, memory.Position);
            return memory;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (IsFaultOfDatabase(exception))
        {
            throw Retry(exception);
        }
    }

    private async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception exception) when (IsFaultOfDatabase(exception))
        {
            throw Retry(exception);
        }
    }

    private static bool IsFaultOfDatabase(Exception exception) =>
        exception is ReadModelException or JournalException or StaleReadModelException;

    /// <summary>What a caller can do something with; the drivers' exceptions mean nothing to it.</summary>
    private QueryRetryException Retry(Exception exception) =>
        new($"{_address} cannot be read as fresh as asked just now: {exception.Message}");
}
