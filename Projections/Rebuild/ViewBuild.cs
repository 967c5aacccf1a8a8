using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Builds a view over everybody in one partition: the same shell that shows it, in a version of its own.</summary>
internal sealed class ViewBuild<TModel>(
    IPartitionProjection<TModel> projection, IModelSink<TModel>? sink, ReadModelId model, int partition, ProjectionServices services, BuildServices builds) : IPartitionBuild
    where TModel : PartitionModel
{
    private readonly PartitionView<TModel> _view = new(projection, sink, partition, () => model, services, builds);

    public long? Position => _view.IsLoaded ? _view.SavedPosition : null;

    public string? Fault => _view.Fault;

    public void Start() => _view.Start();

    public Task StopAsync(CancellationToken cancellationToken) => _view.DrainAsync(cancellationToken);

    public ValueTask DisposeAsync() => _view.DisposeAsync();
}
