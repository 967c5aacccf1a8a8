using System.Collections.Concurrent;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>What consumers of all silos of this process were given, by stream key; and how they are to misbehave.</summary>
public static class Recorder
{
    private static readonly ConcurrentDictionary<string, List<Delivery>> Deliveries = new();
    private static readonly ConcurrentDictionary<string, int> Batches = new();
    private static readonly ConcurrentDictionary<string, Func<int, Task>> Behaviours = new();
    private static long _total;

    public static long Total => Interlocked.Read(ref _total);

    /// <summary>Called with the number of each event before it is recorded; may throw or wait.</summary>
    public static void Behave(string key, Func<int, Task> behaviour) => Behaviours[key] = behaviour;

    public static Task BehaviourOf(string key, int number) => Behaviours.TryGetValue(key, out var behaviour) ? behaviour(number) : Task.CompletedTask;

    public static void BehaveWell(string key) => Behaviours.TryRemove(key, out _);

    public static async Task AddAsync(string key, string consumer, IReadOnlyList<(Numbered Event, long Token)> events)
    {
        if (Behaviours.TryGetValue(key, out var behaviour))
        {
            foreach (var (item, _) in events) await behaviour(item.Number);
        }

        var batch = Batches.AddOrUpdate(key, 1, (_, count) => count + 1);
        var list = Deliveries.GetOrAdd(key, _ => []);
        var now = TimeProvider.System.GetTimestamp();
        lock (list)
        {
            foreach (var (item, token) in events) list.Add(new Delivery(item.Number, token, batch, consumer, now));
        }

        Interlocked.Add(ref _total, events.Count);
    }

    public static IReadOnlyList<Delivery> Of(string key)
    {
        if (!Deliveries.TryGetValue(key, out var list)) return [];
        lock (list) return [.. list];
    }

    public static int CountOf(string key)
    {
        if (!Deliveries.TryGetValue(key, out var list)) return 0;
        lock (list) return list.Count;
    }
}
