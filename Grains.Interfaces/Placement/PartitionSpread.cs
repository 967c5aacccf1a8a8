using System.IO.Hashing;
using System.Text;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>
/// Which silo each partition prefers: rendezvous hashing by the silo's address and port, with no silo taking more than its
/// share. Every silo that sees the same silos comes to the same spread, shares differ by one at most, a restarted silo gets its
/// partitions back, and a silo that joins or leaves moves few others.
/// </summary>
public static class PartitionSpread
{
    /// <returns>For each partition the silo that it prefers; empty if there are no silos.</returns>
    public static SiloAddress[] Of(int partitionCount, IReadOnlyCollection<SiloAddress> silos)
    {
        if (silos.Count == 0) return [];

        var candidates = silos.OrderBy(silo => silo.Endpoint.ToString(), StringComparer.Ordinal).ThenByDescending(silo => silo.Generation).ToArray();
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
        var bestScore = 0UL;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (taken[index] >= share) continue;
            var score = Score(partition, candidates[index]);
            if (best >= 0 && score <= bestScore) continue;
            best = index;
            bestScore = score;
        }

        return best;
    }

    private static ulong Score(int partition, SiloAddress silo) =>
        XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{silo.Endpoint}#{partition}"));
}
