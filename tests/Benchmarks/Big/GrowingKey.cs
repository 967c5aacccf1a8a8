using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>One read model that grows.</summary>
internal abstract class GrowingKey : IDisposable
{
    public const int BatchCount = 200;
    public const int PageSize = 50;
    protected const int FillBatchCount = 2_000;

    public abstract long ItemCount { get; }

    public abstract Task FillAsync(CancellationToken cancellationToken);

    public abstract Task<KeyCost> MeasureAsync(int count, CancellationToken cancellationToken);

    /// <exception cref="BenchmarkFailedException">What is stored is not what was delivered.</exception>
    public abstract Task CheckAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}

/// <param name="fillCount">Events that fill it.</param>
/// <param name="countOf">Its items, as its head says.</param>
/// <param name="categoriesOf">Those of its items, as its head says.</param>
internal sealed class GrowingKey<TProjection, THead, TItem>(
    IKeyEvents events, int fillCount, Func<THead, long> countOf, Func<THead, IReadOnlyList<int>> categoriesOf, ProjectionServices services) : GrowingKey
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private static readonly CommandContext Context = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.NewGuid(), Principal = "benchmark" };

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Random _random = new(536_365);
    private readonly ProjectedKey<TProjection, THead, TItem> _key = Activate(events.Key, services);
    private long _position;
    private long _itemCount;

    public override long ItemCount => _itemCount;

    public override async Task FillAsync(CancellationToken cancellationToken)
    {
        while (_position < fillCount)
            await _key.DeliverAsync(Take(events.Fill, (int)Math.Min(FillBatchCount, fillCount - _position)));
        _itemCount = countOf((await _key.GetHeadAsync(AtLeast.Anything, cancellationToken)).Head);
    }

    public override async Task<KeyCost> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        var batches = Enumerable.Range(0, count / BatchCount).Select(_ => Take(events.Next, BatchCount)).ToList();
        var delivering = await TakeTimeAsync(batches, _key.DeliverAsync);
        var places = Enumerable.Range(0, count).Select(_ => new ItemCursor(_random.NextInt64(events.OldestSort, events.Newest.Sort), "")).ToList();
        var paging = await TakeTimeAsync(places, place => PageAsync(categoriesOf, place, cancellationToken));
        var pagingOfCategory = await TakeTimeAsync(places, place => PageAsync(_ => [events.Newest.Category], place, cancellationToken));
        return new(delivering / (batches.Count * BatchCount), paging / places.Count, pagingOfCategory / places.Count);
    }

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        var shown = countOf((await _key.GetHeadAsync(AtLeast.Anything, cancellationToken)).Head);
        using var stored = Activate(events.Key, services);
        var head = await stored.GetHeadAsync(AtLeast.Anything, cancellationToken);
        _itemCount = countOf(head.Head);
        if (_itemCount != shown || head.Position < _position) throw new BenchmarkFailedException($"{events.Key} has {_itemCount} items at {head.Position} stored; {shown} at {_position} were delivered.");
    }

    public override void Dispose() => _key.Dispose();

    private static ProjectedKey<TProjection, THead, TItem> Activate(PartitionKey key, ProjectionServices services) =>
        new(key, new(TProjection.Name, TProjection.Version), services);

    private async Task PageAsync(Func<THead, IReadOnlyList<int>> categories, ItemCursor after, CancellationToken cancellationToken) =>
        await _key.GetPageAsync(categories, after, PageSize, AtLeast.Anything, cancellationToken);

    private async Task<TimeSpan> TakeTimeAsync<T>(List<T> works, Func<T, Task> work)
    {
        var begun = _time.GetTimestamp();
        foreach (var one in works) await work(one);
        return _time.GetElapsedTime(begun);
    }

    private List<RecordedEvent> Take(Func<long, KeyEvent> next, int count) => [.. Enumerable.Range(0, count).Select(_ => Record(next(_position + 1)))];

    private RecordedEvent Record(KeyEvent happened) => new()
    {
        Partition = services.Journal.Partitioning.PartitionOf(events.Key),
        Previous = _position,
        Position = ++_position,
        Key = events.Key,
        Aggregate = happened.Aggregate,
        Version = happened.Version,
        Type = happened.Data.Type,
        SchemaVersion = happened.Data.SchemaVersion,
        Context = Context,
        RecordedAt = _time.GetUtcNow(),
        Body = happened.Data.Body,
        Hash = ReadOnlyMemory<byte>.Empty,
    };
}
