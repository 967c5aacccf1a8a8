namespace CommandProcessor.Silo.Monitoring;

/// <summary>How far everything is behind the journal, as of one look.</summary>
internal sealed record LagReport(IReadOnlyList<PartitionLag> Partitions, IReadOnlyList<ViewLag> Views)
{
    /// <summary>Nothing is behind, and nothing is parked.</summary>
    public bool IsClean => Views.All(view => view is { Unread: 0, Parked: 0 });

    /// <summary>Of each view and partition, that which is furthest behind first.</summary>
    public IEnumerable<ViewPartitionLag> Behind =>
        Views.SelectMany(view => view.Partitions).Where(partition => partition.Unread > 0).OrderByDescending(partition => partition.Unread);
}
