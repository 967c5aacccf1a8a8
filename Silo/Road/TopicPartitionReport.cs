namespace CommandProcessor.Silo.Road;

/// <summary>How one partition of a topic compares with the journal.</summary>
/// <param name="Compared">Events that stand in both.</param>
/// <param name="Repeats">Records that came again, which readers drop.</param>
/// <param name="Foreign">Records that are not ours.</param>
/// <param name="Differences">What is missing or not equal.</param>
internal sealed record TopicPartitionReport(int Partition, long Compared, long Repeats, long Foreign, IReadOnlyList<string> Differences);
