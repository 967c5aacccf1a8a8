using CommandProcessor.Benchmarks.Big;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Rebuild;

/// <summary>Fills a journal with what happens to many keys, turn by turn, so that the events of a key lie far apart.</summary>
internal static class KeyJournal
{
    private const int GroupSize = 1_000;

    public static async Task FillAsync(IJournal journal, IReadOnlyList<IKeyEvents> keys, int eventCount, CancellationToken cancellationToken)
    {
        var byPartition = keys.ToLookup(key => journal.Partitioning.PartitionOf(key.Key));
        await Task.WhenAll(byPartition.Select(partition => FillAsync(journal, partition.Key, [.. partition], eventCount / keys.Count, cancellationToken)));
    }

    private static async Task FillAsync(IJournal journal, int partition, IKeyEvents[] keys, int eventsOfKey, CancellationToken cancellationToken)
    {
        var writer = await journal.ClaimAsync(partition, "benchmark", cancellationToken);
        foreach (var group in Requests(keys, eventsOfKey).Chunk(GroupSize))
        {
            foreach (var result in await writer.AppendAsync(group, writer.Head, cancellationToken))
                if (result is not AppendResult.Appended) throw new BenchmarkFailedException($"Not appended: {result}");
        }
    }

    private static IEnumerable<AppendRequest> Requests(IKeyEvents[] keys, int eventsOfKey)
    {
        for (var number = 1L; number <= eventsOfKey; number++)
        {
            foreach (var key in keys)
            {
                var next = key.Next(number);
                var command = CommandId.New(TimeProvider.System);
                yield return new(
                    key.Key, next.Aggregate, next.Version - 1, new() { CommandId = command, CorrelationId = command.Value, Principal = "benchmark" }, [next.Data]);
            }
        }
    }
}
