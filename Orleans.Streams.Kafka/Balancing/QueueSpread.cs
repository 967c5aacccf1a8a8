using System.Text;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Which silo reads which partition: the one that scores highest for it, with no silo taking more than its share. Every silo that
/// sees the same silos comes to the same spread, shares differ by one at most, and a restarted silo gets its partitions back.
/// </summary>
internal static class QueueSpread
{
    /// <returns>The silo of each partition; empty if there are no silos.</returns>
    public static SiloAddress[] Of(int partitionCount, IReadOnlyCollection<SiloAddress> silos)
    {
        if (silos.Count == 0) return [];

        var candidates = silos.OrderBy(silo => silo.Endpoint.ToString(), StringComparer.Ordinal).ThenBy(silo => silo.Generation).ToArray();
        var (share, larger) = Math.DivRem(partitionCount, candidates.Length);
        var taken = new int[candidates.Length];
        var spread = new SiloAddress[partitionCount];
        for (var partition = 0; partition < partitionCount; partition++)
        {
            var best = BestWithRoom(partition, candidates, taken, larger > 0 ? share + 1 : share);
            if (++taken[best] > share) larger--;
            spread[partition] = candidates[best];
        }

        return spread;
    }

    private static int BestWithRoom(int partition, SiloAddress[] candidates, int[] taken, int share)
    {
        var best = -1;
        var bestScore = 0U;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (taken[index] >= share) continue;
            var score = KafkaPartitioner.HashOf(Encoding.UTF8.GetBytes($"{candidates[index].Endpoint}#{partition}"));
            if (best >= 0 && score <= bestScore) continue;
            best = index;
            bestScore = score;
        }

        return best;
    }
}
