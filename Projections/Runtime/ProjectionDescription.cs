using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Projections.Runtime;

/// <summary>A projection as the shell's services know it: by name, without its model.</summary>
public sealed class ProjectionDescription
{
    private readonly Func<IServiceProvider, ReadModelId, int, CancellationToken, Task> _dropSink;

    private readonly int _foldMin;

    private ProjectionDescription(string name, int fold, int? foldMin, string keyKind, string headBody, GrainType grainType, Func<int, int, IFreshFold> newFold,
        Func<PartitionKey, int, int, IPastFold> newPast,
        Func<IServiceProvider, ReadModelId, int, IPartitionBuild> newBuild,
        Func<IServiceProvider, ReadModelId, int, CancellationToken, Task> dropSink)
    {
        Name = name;
        Fold = fold;
        _foldMin = foldMin ?? fold;
        KeyKind = keyKind;
        HeadBody = headBody;
        GrainType = grainType;
        NewFold = newFold;
        NewPast = newPast;
        NewBuild = newBuild;
        _dropSink = dropSink;
    }

    public string Name { get; }

    /// <summary>Version of the code that folds.</summary>
    public int Fold { get; }

    public string KeyKind { get; }

    /// <summary>What the head of each partition holds beside its position, of a view over everybody.</summary>
    internal string HeadBody { get; }

    /// <summary>Of the grain that holds its read models.</summary>
    public GrainType GrainType { get; }

    /// <summary>An empty fold of pass n of m over a partition.</summary>
    internal Func<int, int, IFreshFold> NewFold { get; }

    /// <summary>The past of a key: with so many of its newest items, of at most so many that it holds. Not of a view over everybody.</summary>
    internal Func<PartitionKey, int, int, IPastFold> NewPast { get; }

    /// <summary>A build of a version in a partition.</summary>
    internal Func<IServiceProvider, ReadModelId, int, IPartitionBuild> NewBuild { get; }

    /// <summary>True if no event touches an item but the one that makes it: several of them share a row.</summary>
    internal bool AreItemsFinal { get; private init; }

    /// <summary>True if it is over everybody: one read model for each partition.</summary>
    public bool IsOverAll => KeyKind == ViewKey.Kind;

    /// <summary>The grain that holds a partition, of a view over everybody.</summary>
    internal GrainId GrainOf(int partition) => GrainId.Create(GrainType, GrainIdKeyExtensions.CreateIntegerKey(partition));

    /// <summary>Where a view over everybody keeps its rows of a partition.</summary>
    /// <exception cref="InvalidOperationException">It is not over everybody.</exception>
    public ReadModelAddress AddressOf(ReadModelId model, int partition) => IsOverAll
        ? new(model, ViewKey.Of(partition))
        : throw new InvalidOperationException($"'{Name}' has no read model of a whole partition.");

    /// <summary>
    /// The version that this program shows, among all there are: that of its own fold, else the newest of those former ones that it can go on with.
    /// </summary>
    public ProjectionVersion? FindShown(IEnumerable<ProjectionVersion> versions) => versions
        .Where(version => version.Model.Projection == Name && version.IsShown && version.Fold <= Fold && version.Fold >= _foldMin)
        .MaxBy(version => version.Fold);

    /// <summary>Forgets what a version has beside the read models.</summary>
    internal async Task DropSinkAsync(IServiceProvider services, ReadModelId model, int partitionCount, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < partitionCount; partition++) await _dropSink(services, model, partition, cancellationToken);
    }

    /// <param name="sink">Where rows of the view go beside the read models; null if they do not.</param>
    public static ProjectionDescription Over<TModel>(IPartitionProjection<TModel> projection, string grainType, Func<IModelSink<TModel>?>? sink = null)
        where TModel : PartitionModel =>
        new(projection.Name, projection.Version, projection.ReadableVersionMin, ViewKey.Kind, ViewRows.HeadOf(projection.Rules), GrainType.Create(grainType),
            (pass, _) => new FreshPartitionFold<TModel>(projection, sink?.Invoke(), pass),
            (key, _, _) => throw new InvalidOperationException($"'{projection.Name}' has no read model of {key}."),
            (services, model, partition) => new ViewBuild<TModel>(
                projection, services.GetService<IModelSink<TModel>>(), model, partition, services.GetRequiredService<ProjectionServices>(),
                services.GetRequiredService<BuildServices>()),
            static (services, model, partition, cancellationToken) =>
                services.GetService<IModelSink<TModel>>()?.DropAsync(model, partition, cancellationToken) ?? Task.CompletedTask);

    public static ProjectionDescription Of<TProjection, THead, TItem>(string grainType)
        where TProjection : IProjection<THead, TItem>
        where THead : class
        where TItem : class =>
        new(TProjection.Name, TProjection.Version, TProjection.ReadableVersionMin, TProjection.KeyKind, ViewRows.HeadBody, GrainType.Create(grainType),
            static (pass, passCount) => new FreshFold<TProjection, THead, TItem>(pass, passCount),
            static (key, itemCountMax, itemsMax) => new PastFold<TProjection, THead, TItem>(
                key, new("its newest items", Item: null, new PastPage<THead>(CategoriesOf: null, After: null, itemCountMax)), itemsMax),
            static (services, model, partition) => new KeyedBuild<TProjection, THead, TItem>(
                model, partition, services.GetRequiredService<ProjectionServices>(), services.GetRequiredService<BuildServices>()),
            static (_, _, _, _) => Task.CompletedTask) { AreItemsFinal = StoredItems<TProjection, THead, TItem>.AreFinal };
}
