using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What all partitions of a view say.</summary>
public static class PartitionAnswers
{
    extension<T>(IEnumerable<PartitionAnswer<T>> answers)
    {
        /// <summary>How fresh an answer is that is merged of these.</summary>
        public ViewFreshness Freshness() => answers.Aggregate(ViewFreshness.None, static (sum, answer) => sum.And(answer.Freshness));
    }
}
