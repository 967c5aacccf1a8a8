using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

public abstract partial class PartitionViewGrain<TModel>
{
    /// <summary>The version of the view that is shown, once what is asked for is saved, and thereby where the view's sink has put it.</summary>
    /// <exception cref="QueryRetryException">It is not saved within the deadline; the message says how far it is.</exception>
    protected Task<PartitionAnswer<int>> AskSavedAsync(AtLeast atLeast, CancellationToken cancellationToken) => View.AskSavedAsync(Checked(atLeast), cancellationToken);
}
