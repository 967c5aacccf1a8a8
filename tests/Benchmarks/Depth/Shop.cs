using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Depth;

/// <summary>Customers that place orders and amend them for a while: one <see cref="ShopPartition"/> a partition, all at work at once.</summary>
internal sealed class Shop(SqlJournal journal, int customerCount)
{
    private const int FillGroupEventCount = 1_000;
    private const int ReaderCount = 16;
    private readonly List<ShopPartition> _partitions = [];

    public long EventCount => _partitions.Sum(partition => partition.EventCount);

    public async Task ClaimAsync()
    {
        var customers = Enumerable.Range(0, customerCount)
            .Select(number => AppendedOrder.Key(number)).ToLookup(journal.Partitioning.PartitionOf);
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var writer = await journal.ClaimAsync(partition, "benchmark", CancellationToken.None);
            if (writer.Head > 0) throw new InvalidOperationException("The database is not empty.");
            _partitions.Add(new(writer, [.. customers[partition]]));
        }
    }

    public Task FillAsync(long eventCount)
    {
        var each = eventCount / _partitions.Count;
        return Task.WhenAll(_partitions.Select(async partition =>
        {
            while (partition.EventCount < each) await partition.AppendAsync((int)Math.Min(FillGroupEventCount, each - partition.EventCount));
        }));
    }

    public async Task<Measured> AppendAsync(int groupEventCount, TimeSpan duration)
    {
        var before = EventCount;
        var measured = await MeasureAsync(_partitions.Select<ShopPartition, Func<Task>>(partition => () => partition.AppendAsync(groupEventCount)), duration);
        return measured with { PerSecond = (EventCount - before) / measured.Elapsed.TotalSeconds };
    }

    public Task<Measured> LoadAsync(TimeSpan duration) =>
        MeasureAsync(Enumerable.Range(0, ReaderCount).Select<int, Func<Task>>(reader =>
        {
            var random = new Random(reader);
            return async () =>
            {
                var (key, aggregate) = _partitions[random.Next(_partitions.Count)].AnyOrder(random);
                var events = await journal.ReadAggregateAsync(key, aggregate, 1, 1_000, CancellationToken.None);
                if (events.Count == 0) throw new InvalidOperationException($"{aggregate} is not there.");
            };
        }), duration);

    private static async Task<Measured> MeasureAsync(IEnumerable<Func<Task>> works, TimeSpan duration)
    {
        var time = TimeProvider.System;
        var begin = time.GetTimestamp();
        var all = await Task.WhenAll(works.Select(work => Task.Run(async () =>
        {
            var latencies = new List<double>();
            for (var now = begin; time.GetElapsedTime(begin, now) < duration;)
            {
                await work();
                var end = time.GetTimestamp();
                latencies.Add(time.GetElapsedTime(now, end).TotalMilliseconds);
                now = end;
            }

            return latencies;
        })));

        var elapsed = time.GetElapsedTime(begin);
        var sorted = all.SelectMany(latencies => latencies).Order().ToList();
        return new(elapsed, sorted.Count / elapsed.TotalSeconds, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }
}
