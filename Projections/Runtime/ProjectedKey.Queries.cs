using System.Globalization;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// The queries of a key. The first one of an activation compares with the journal, so nothing that was shown before a crash disappears;
/// after that the road keeps the read model fresh and a query costs no I/O, unless it asks for a position that has not come. Each has its time for
/// all that it waits for, road, journal and database; when that is over it says how far it has come.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    /// <summary>A comparison that was under way may be too old for the query, so may the next; the third was begun for it alone.</summary>
    private const int ComparisonsMax = 3;

    private Task? _comparison;
    private bool _mayHoldAll = true;

    public ValueTask<ReadModelHead<THead>> GetHeadAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        FindFresh(atLeast) is { } memory ? new(memory.Shown) : new(WaitForHeadAsync(atLeast, cancellationToken));

    /// <summary>One item by its id, or null; with it since when the read model is stale.</summary>
    /// <exception cref="NotSupportedException">The items are final: they are stored together.</exception>
    public Task<ReadModelPage<TItem>> GetItemAsync(string item, AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (StoredItems<TProjection, THead, TItem>.AreFinal) throw new NotSupportedException($"Items of {TProjection.Name} are final, so they are found by page, not by id.");
        if (FindFresh(atLeast) is not { } memory) return WaitForItemAsync(item, atLeast, cancellationToken);
        if (memory.Find(item) is { } held) return Task.FromResult(Page([held], next: null));
        return memory.HoldsAll ? Task.FromResult(Page([], next: null)) : WaitForItemAsync(item, atLeast, cancellationToken);
    }

    // Apart from the methods above, as the closures of these would be made for every query there.
    private Task<ReadModelHead<THead>> WaitForHeadAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        InTimeAsync(atLeast, async token => (await FreshAsync(atLeast, token)).Shown, cancellationToken);

    private Task<ReadModelPage<TItem>> WaitForItemAsync(string item, AtLeast atLeast, CancellationToken cancellationToken) =>
        InTimeAsync(atLeast, token => ReadItemAsync(item, atLeast, token), cancellationToken);

    private async Task<ReadModelPage<TItem>> ReadItemAsync(string item, AtLeast atLeast, CancellationToken cancellationToken)
    {
        for (var reloads = 0; ; reloads++)
        {
            var memory = await FreshAsync(atLeast, cancellationToken);
            if (memory.Find(item) is { } held) return Page([held], next: null);
            if (memory.HoldsAll) return Page([], next: null);

            var rows = await _services.Loader.LoadItemsAsync(_address, [item], cancellationToken);
            if (_memory?.Find(item) is { } changed) return Page([changed], next: null);
            if (await TryReadAsync(rows, isLast: reloads == ReloadsMax) is { } read) return Page(read, next: null);
        }
    }

    /// <summary>Items by page. It shows at least what memory had when it began, saved or not.</summary>
    /// <param name="categoriesOf">Only those categories of items, as the head tells them. Each costs a look-up of its own.</param>
    public Task<ReadModelPage<TItem>> GetPageAsync(
        Func<THead, IReadOnlyList<int>> categoriesOf, ItemCursor? after, int countMax, AtLeast atLeast, CancellationToken cancellationToken) =>
        FindFresh(atLeast) is { HoldsAll: true } memory
            ? Task.FromResult(Select(memory.Items, categoriesOf(memory.Head), after, countMax))
            : WaitForPageAsync(categoriesOf, after, countMax, atLeast, cancellationToken);

    private Task<ReadModelPage<TItem>> WaitForPageAsync(
        Func<THead, IReadOnlyList<int>> categoriesOf, ItemCursor? after, int countMax, AtLeast atLeast, CancellationToken cancellationToken) =>
        InTimeAsync(atLeast, token => ReadPageAsync(categoriesOf, after, countMax, atLeast, token), cancellationToken);

    private async Task<ReadModelPage<TItem>> ReadPageAsync(
        Func<THead, IReadOnlyList<int>> categoriesOf, ItemCursor? after, int countMax, AtLeast atLeast, CancellationToken cancellationToken)
    {
        for (var reloads = 0; ; reloads++)
        {
            var memory = await FreshAsync(atLeast, cancellationToken);
            if (!memory.HoldsAll && _mayHoldAll && after is null) memory = await HoldAllIfFewAsync(memory, cancellationToken);
            var categories = categoriesOf(memory.Head);
            if (memory.HoldsAll) return Select(memory.Items, categories, after, countMax);

            var unsaved = memory.UnsavedItems.ToDictionary(held => held.Id, StringComparer.Ordinal);
            var page = new ItemPage(_key, categories, after, countMax + 1 + unsaved.Count) // As many more as may turn out to have changed.
            {
                AreFinal = StoredItems<TProjection, THead, TItem>.AreFinal,
            };
            var rows = await _services.Store.ReadPageAsync(Model, page, cancellationToken);
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
        await ExclusivelyAsync(async memory =>
        {
            if (memory.HoldsAll) return;
            var rows = await _services.Store.ReadItemsAsync(Model, [_key], after: null, countMax + 1, _life.Token);
            if (rows.Any(row => row.Position > memory.Position)) throw Stale();
            _mayHoldAll = false;
            if (rows.Sum(row => row.ItemCount) > countMax) return;
            foreach (var row in rows) await TakeAsync(memory, row);
            memory.KnowAllItems();
        }).WaitAsync(cancellationToken);
        return _memory ?? shown;
    }

    /// <summary>The items, or null if the database is ahead of memory and was loaded again.</summary>
    private async Task<List<HeldItem<TItem>>?> TryReadAsync(IReadOnlyList<ItemRow> rows, bool isLast)
    {
        try
        {
            if (rows.All(row => row.Position <= _memory?.Position))
                return [.. rows.SelectMany(StoredItems<TProjection, THead, TItem>.Read)];
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, _address);
            await RebuildAsync();
        }

        if (isLast) throw new QueryRetryException($"{_address} is moved on by another activation faster than it can be read.");
        _mustReload = true;
        await ExclusivelyAsync(static _ => Task.CompletedTask);
        return null;
    }

    private ReadModelMemory<TProjection, THead, TItem>? FindFresh(AtLeast atLeast) => _memory is { } memory && IsFresh(memory, atLeast) ? memory : null;

    private async Task<ReadModelMemory<TProjection, THead, TItem>> FreshAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (FindFresh(atLeast) is { } memory) return memory;
        if (_memory is { KnownPosition: >= 0 }) await WaitForRoadAsync(atLeast, cancellationToken);

        for (var comparisons = 0; ;)
        {
            if (FindFresh(atLeast) is { } shown) return shown;
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
        var (longest, half) = (TimeSpan.FromMilliseconds(_services.Options.RoadWaitMs), _services.TimeOf(atLeast) / 2);
        var reached = _services.Road.WhenReachedAsync(TProjection.Name, _partition, atLeast.Position);
        await reached.WaitAsync(longest < half ? longest : half, _services.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested(); // What the road has not brought the journal has.
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
        catch (Exception exception) when (QueryFaults.Contains(exception))
        {
            if (_memory is not { Position: > 0 } memory || memory.Position < atLeast.Position) throw;
            LogNotCompared(exception, _address, memory.Position);
            return memory;
        }
    }

    /// <summary>Answers within the time of the query, or says how far the read model is behind what is asked for.</summary>
    /// <exception cref="QueryRetryException">The time is over, or a database failed.</exception>
    private async Task<T> InTimeAsync<T>(AtLeast atLeast, Func<CancellationToken, Task<T>> answer, CancellationToken cancellationToken)
    {
        var time = _services.TimeOf(atLeast);
        using var deadline = new CancellationTokenSource(time, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await answer(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Behind(atLeast, string.Create(CultureInfo.InvariantCulture, $"The time for it, {time.TotalMilliseconds:0} ms, is over."));
        }
        catch (Exception exception) when (QueryFaults.Contains(exception))
        {
            throw Behind(atLeast, exception.Message);
        }
    }

    private QueryRetryException Behind(AtLeast atLeast, string cause) =>
        QueryFaults.Behind(_address, _partition, ShownPosition, atLeast.Position, _memory?.StaleSince, cause);
}
