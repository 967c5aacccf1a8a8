using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Search;

/// <summary>The products of one partition: the grain's key.</summary>
[Alias("CommandProcessor.IProductSearchPartitionGrain")]
public interface IProductSearchPartitionGrain : IPartitionViewGrain
{
    /// <summary>The version of the view whose entries are to be searched, once all that is asked for is in the index.</summary>
    [Alias("GetIndexed")]
    Task<PartitionAnswer<int>> GetIndexedAsync(AtLeast atLeast, CancellationToken cancellationToken);
}
