using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Partitions;

public abstract partial class MergedViewGrain<TPartitionGrain>
{
    /// <summary>An answer about the past, folded anew from the journal, beside the grains of the partitions.</summary>
    /// <param name="question">Names what is asked: two of the same name are the same question.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryRetryException">It takes longer than one call waits, and goes on meanwhile; or the journal is away. Ask again.</exception>
    protected Task<T> AskPastAsync<T>(string question, Func<PastViews, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var past = ServiceProvider.GetRequiredService<PastViews>();
        return ServiceProvider.GetRequiredService<ProjectionServices>().Past.AskAsync(question, token => ask(past, token), cancellationToken);
    }
}
