using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests;

/// <summary>What a road may do to events: doubled, dropped, shuffled, in batches of any size, and again if they were not taken.</summary>
internal static class Road
{
    private const int AttemptCountMax = 10;

    public static IEnumerable<List<RecordedEvent>> Batches(IReadOnlyList<RecordedEvent> events, Random random)
    {
        var open = new Dictionary<PartitionKey, List<RecordedEvent>>();
        foreach (var recorded in Disorder(events, random))
        {
            if (!open.TryGetValue(recorded.Key, out var batch)) open.Add(recorded.Key, batch = []);
            batch.Add(recorded);
            if (random.Next(3) != 0) continue;
            open.Remove(recorded.Key);
            yield return batch;
        }

        foreach (var batch in open.Values) yield return batch;
    }

    public static async Task BringAsync(Func<Task> deliver)
    {
        for (var attempt = 0; attempt < AttemptCountMax; attempt++)
        {
            try
            {
                await deliver();
                return;
            }
            catch (ReadModelException)
            {
                // Again.
            }
        }

        Assert.Fail("The batch was never taken.");
    }

    private static List<RecordedEvent> Disorder(IReadOnlyList<RecordedEvent> events, Random random)
    {
        var disorder = random.Next(4);
        var road = events.Where(_ => random.Next(6) != 0).SelectMany(recorded => Enumerable.Repeat(recorded, random.Next(5) == 0 ? 2 : 1));
        return
        [
            .. road
                .Select((recorded, at) => (Recorded: recorded, At: at + random.Next((disorder * disorder) + 1)))
                .OrderBy(pair => pair.At)
                .Select(pair => pair.Recorded),
        ];
    }
}
