using System.Reflection;
using System.Runtime.InteropServices;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The few functions of librdkafka that Confluent.Kafka does not expose. They must come from the very library that Confluent.Kafka
/// has loaded, so the same candidates are tried in the same order: on Debian 12 the first fails for want of libsasl2.so.3.
/// </summary>
internal static partial class NativeKafka
{
    private const string Library = "librdkafka";
    private static readonly string[] Candidates = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    public const int ProducerType = 0;
    public const int ConfigurationOk = 0;
    public const int ConfigurationUnknown = -2;
    public const int ErrorTextBytes = 512;

#pragma warning disable CA2255 // The resolver must be in place before the first call into librdkafka, whoever makes it.
    [System.Runtime.CompilerServices.ModuleInitializer]
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeKafka).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        Confluent.Kafka.Library.Load();
        foreach (var candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, typeof(Confluent.Kafka.Library).Assembly, null, out var handle)) return handle;
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint ConfigurationNew();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_destroy")]
    public static partial void ConfigurationDestroy(nint configuration);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int ConfigurationSet(nint configuration, string name, string value, byte* error, nuint errorBytes);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static unsafe partial nint New(int type, nint configuration, byte* error, nuint errorBytes);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint ClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint ClusterBootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TopicCreate(nint cluster, string topic, int partitions, int replicationFactor);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int BrokerSetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int BrokerSetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int BrokerSetRoundTrip(nint cluster, int broker, int milliseconds);
}
