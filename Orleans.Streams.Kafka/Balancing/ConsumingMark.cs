using Orleans.Metadata;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Says in this silo's manifest that it consumes a provider. Every silo gets the manifests of all others before it calls them, so the
/// mark needs nothing of its own to travel. A silo without the provider has no mark.
/// </summary>
internal sealed class ConsumingMark(string provider, Func<bool> consumes) : IGrainPropertiesProvider
{
    private const string Prefix = "orleans.streams.kafka.consumes.";

    public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        if (grainClass == typeof(KafkaCheckpointGrain) && consumes()) properties[Prefix + provider] = bool.TrueString;
    }

    /// <summary>The silos that are active and have the mark. One whose manifest is still on its way is not among them yet.</summary>
    public static List<SiloAddress> SilosWith(string provider, ClusterManifest manifest) =>
        SilosWhere(manifest, property => property == Prefix + provider);

    /// <summary>Those that have the mark of any provider.</summary>
    public static List<SiloAddress> SilosWithAny(ClusterManifest manifest) =>
        SilosWhere(manifest, property => property.StartsWith(Prefix, StringComparison.Ordinal));

    private static List<SiloAddress> SilosWhere(ClusterManifest manifest, Func<string, bool> isMark) =>
        [.. manifest.Silos.Where(silo => silo.Value.Grains.Values.Any(grain => grain.Properties.Keys.Any(isMark))).Select(silo => silo.Key)];
}
