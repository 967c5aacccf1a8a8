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
        [.. manifest.Silos.Where(silo => Has(silo.Value, mark => mark == Prefix + provider)).Select(silo => silo.Key)];

    /// <summary>False of a silo that is known to consume no provider.</summary>
    public static bool MayConsume(SiloAddress silo, ClusterManifest manifest) =>
        !manifest.Silos.TryGetValue(silo, out var known) || Has(known, mark => mark.StartsWith(Prefix, StringComparison.Ordinal));

    private static bool Has(GrainManifest manifest, Func<string, bool> isMark) =>
        manifest.Grains.Values.Any(grain => grain.Properties.Keys.Any(isMark));
}
