using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Metadata;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>How a grain finds its partition and, by it, its silo. See <see cref="PartitionPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("partition-placement")]
public sealed class PartitionPlacement : PlacementStrategy
{
    /// <summary>The property of a grain class that tells the role it is placed by.</summary>
    public const string RoleProperty = "command-processor.role";
    private const string KeyKindProperty = "command-processor.key-kind";
    private const string IsByViewProperty = "command-processor.is-by-view";

    public PartitionPlacement() : this(SiloRole.Write, keyKind: null, isByView: false) { }

    internal PartitionPlacement(string role, string? keyKind, bool isByView)
    {
        Role = role;
        KeyKind = keyKind;
        IsByView = isByView;
    }

    [Id(0)] public string Role { get; private set; }

    [Id(1)] public string? KeyKind { get; private set; }

    [Id(2)] public bool IsByView { get; private set; }

    public override void PopulateGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        base.PopulateGrainProperties(services, grainClass, grainType, properties);
        properties[RoleProperty] = Role;
        if (KeyKind is not null) properties[KeyKindProperty] = KeyKind;
        if (IsByView) properties[IsByViewProperty] = bool.TrueString;
    }

    public override void Initialize(GrainProperties properties)
    {
        Role = properties.Properties.GetValueOrDefault(RoleProperty, SiloRole.Write);
        KeyKind = properties.Properties.GetValueOrDefault(KeyKindProperty);
        IsByView = properties.Properties.ContainsKey(IsByViewProperty);
    }

    /// <summary>The role that a silo needs to be preferred by the grain.</summary>
    public string RoleOf(GrainId grain) => IsByView && grain.TryGetIntegerKey(out _, out var view) && view is not null ? SiloRole.OfView(view) : Role;

    /// <summary>The partition of a grain. A key that is no key of a partition still gets a place: the grain itself refuses what it is sent.</summary>
    public int PartitionOf(GrainId grain, Partitioning partitioning)
    {
        if (KeyKind is null) return grain.TryGetIntegerKey(out var partition, out _) && partitioning.Has(partition) ? (int)partition : 0;

        var key = grain.Key.ToString() ?? "";
        var separator = key.IndexOf(Identifier.Separator, StringComparison.Ordinal);
        var name = separator < 0 ? key : key[..separator];
        return Identifier.Mistake(name, KeyKind) is null ? partitioning.PartitionOf(PartitionKey.Create(KeyKind, name)) : 0;
    }
}
