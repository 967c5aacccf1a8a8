namespace CommandProcessor.Projections.Rebuild;

/// <summary>What the partitions of a build answered when they were all asked at once.</summary>
/// <param name="Silent">How many did not answer, or do not know yet where they go on.</param>
internal sealed record BuildRound(IReadOnlyList<PartitionBuildStanding> Partitions, int Silent)
{
    public static BuildRound Of(IReadOnlyList<PartitionBuildStanding?> answers)
    {
        PartitionBuildStanding[] known = [.. answers.OfType<PartitionBuildStanding>().Where(standing => standing.Position is not null)];
        return new(known, answers.Count - known.Length) { Fault = FaultOf(answers) };
    }

    public string? Fault { get; private init; }

    /// <summary>All partitions have said how far they are.</summary>
    public bool IsWhole => Silent == 0;

    public long Folded => Partitions.Sum(partition => partition.Position ?? 0);

    public long Head => Partitions.Sum(partition => partition.Head);

    public bool HasReached(BuildRound earlier) => IsWhole && Partitions.Zip(earlier.Partitions).All(pair => pair.First.Position >= pair.Second.Head);

    private static string? FaultOf(IReadOnlyList<PartitionBuildStanding?> answers) =>
        answers.FirstOrDefault(standing => standing?.Fault is not null)?.Fault
        ?? (answers.Count(standing => standing is null) is > 0 and var silent ? $"{silent} partitions do not answer." : null);
}
