namespace Orleans.Streams.Kafka;

/// <summary>Who this process is among the owners of partitions, and whether another one still lives.</summary>
internal sealed class PartitionOwners(SiloAddress? self, ISiloStatusOracle? statuses)
{
    public string Self { get; } = self?.ToParsableString() ?? "";

    /// <summary>A silo that the cluster does not know, or knows to be dead, will flush nothing more.</summary>
    public bool IsAlive(string owner)
    {
        if (owner.Length == 0 || owner == Self || statuses is null) return false;
        try
        {
            return statuses.GetApproximateSiloStatus(SiloAddress.FromParsableString(owner)) is
                SiloStatus.Created or SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
