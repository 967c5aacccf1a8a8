using CommandProcessor.Grains.Interfaces.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Partitions;

public abstract partial class MergedViewGrain<TPartitionGrain>
{
    /// <summary>What the models of all partitions said then, in their order; folded anew from the journal, beside the grains of the partitions.</summary>
    /// <param name="answer">Reads a model and does not keep it; pure.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    protected Task<PartitionAnswer<T>[]> AskAllAsOfAsync<TModel, T>(AsOfAll asOf, Func<TModel, T> answer, CancellationToken cancellationToken)
        where TModel : PartitionModel =>
        ServiceProvider.GetRequiredService<PastViews>().AskAllAsync(asOf, answer, cancellationToken);
}
