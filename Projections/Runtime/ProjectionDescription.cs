using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>A projection as the shell's services know it: by name, without its model.</summary>
public sealed class ProjectionDescription
{
    private ProjectionDescription(string name, int fold, string keyKind, GrainType grainType, Func<int, int, IFreshFold> newFold)
    {
        Name = name;
        Fold = fold;
        KeyKind = keyKind;
        GrainType = grainType;
        NewFold = newFold;
    }

    public string Name { get; }

    /// <summary>Version of the code that folds.</summary>
    public int Fold { get; }

    public string KeyKind { get; }

    /// <summary>Of the grain that holds its read models.</summary>
    public GrainType GrainType { get; }

    /// <summary>An empty fold of pass n of m over a partition.</summary>
    internal Func<int, int, IFreshFold> NewFold { get; }

    /// <summary>True if it is over everybody: one read model for each partition.</summary>
    public bool IsOverAll => KeyKind == ViewKey.Kind;

    /// <summary>The grain that holds a partition, of a view over everybody.</summary>
    internal GrainId GrainOf(int partition) => GrainId.Create(GrainType, GrainIdKeyExtensions.CreateIntegerKey(partition));

    /// <summary>Where a view over everybody keeps its rows of a partition.</summary>
    /// <exception cref="InvalidOperationException">It is not over everybody.</exception>
    public ReadModelAddress AddressOf(ReadModelId model, int partition) => IsOverAll
        ? new(model, ViewKey.Of(partition))
        : throw new InvalidOperationException($"'{Name}' has no read model of a whole partition.");

    public static ProjectionDescription Over<TModel>(IPartitionProjection<TModel> projection, string grainType)
        where TModel : PartitionModel =>
        new(projection.Name, projection.Version, ViewKey.Kind, GrainType.Create(grainType),
            (pass, _) => new FreshPartitionFold<TModel>(projection, pass));

    public static ProjectionDescription Of<TProjection, THead, TItem>(string grainType)
        where TProjection : IProjection<THead, TItem>
        where THead : class
        where TItem : class =>
        new(TProjection.Name, TProjection.Version, TProjection.KeyKind, GrainType.Create(grainType),
            static (pass, passCount) => new FreshFold<TProjection, THead, TItem>(pass, passCount));
}
