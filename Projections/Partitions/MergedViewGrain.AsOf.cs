using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Partitions;

public abstract partial class MergedViewGrain<TPartitionGrain>
{
    /// <summary>Answers about the past, folded anew from the journal, beside the grains of the partitions.</summary>
    protected PastViews Past => ServiceProvider.GetRequiredService<PastViews>();
}
