using System.ComponentModel.DataAnnotations;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Silo.Hosting;

/// <summary>Everything that can be set about a silo: section CommandProcessor of appsettings.json, environment and command line.</summary>
public sealed class SiloOptions
{
    public const string Section = "CommandProcessor";

    /// <summary>Folder of the embedded databases.</summary>
    public string Data { get; set; } = "data";

    /// <summary>What this silo does: write (aggregates), read (projections), or both.</summary>
    public SiloRoles Roles { get; set; } = SiloRoles.Both;

    /// <summary>The views that this silo holds, if it reads; empty for all. Each view needs a silo that holds it.</summary>
    public IList<string> Views { get; } = [];

    /// <summary>Partitions of the journal and the topic; fixed when the journal is made.</summary>
    public int PartitionCount { get; set; } = 16;

    public JournalConnection Journal { get; set; } = new();

    public DatabaseConnection ReadModels { get; set; } = new();

    public DatabaseConnection Snapshots { get; set; } = new();

    public ClusterConnection Cluster { get; set; } = new();

    public KafkaConnection Kafka { get; set; } = new();

    public DashboardOptions Dashboard { get; set; } = new();

    /// <summary>Bounds of the partition writers.</summary>
    public PartitionOptions Partitions { get; set; } = new();

    /// <summary>Bounds of the aggregates.</summary>
    public AggregateOptions Aggregates { get; set; } = new();

    /// <summary>Bounds of the reactors.</summary>
    public ReactorOptions Reactors { get; set; } = new();

    /// <summary>Bounds of the read side.</summary>
    public ProjectionOptions Projections { get; set; } = new();

    /// <summary>Rules and thresholds of the fraud report.</summary>
    public FraudOptions Fraud { get; set; } = new();

    /// <summary>Bounds of the recommendations.</summary>
    public RecommendationOptions Recommendations { get; set; } = new();

    /// <summary>When a silo calls itself unwell.</summary>
    public HealthOptions Health { get; set; } = new();

    /// <summary>True if the journal is on PostgreSQL.</summary>
    public bool IsServed => Journal.ConnectionStrings.Count > 0;
}

[Flags]
public enum SiloRoles
{
    Write = 1,
    Read = 2,
    Both = Write | Read,
}

/// <summary>PostgreSQL, or an embedded SQLite file where no connection string is given.</summary>
public sealed class DatabaseConnection
{
    /// <summary>As Npgsql takes it.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Connections that a silo opens at most; two silos with all their pools full fit into PostgreSQL's default of 100.</summary>
    public int PoolSizeMax { get; set; } = 12;
}

/// <summary>One or several PostgreSQL databases over which the partitions are spread, or an embedded SQLite file where there is none.</summary>
public sealed class JournalConnection
{
    public IList<string> ConnectionStrings { get; } = [];

    /// <summary>Connections to each database that a silo opens at most: one a partition that is committing, the rest for reading.</summary>
    public int PoolSizeMax { get; set; } = 20;
}

/// <summary>Who belongs together: PostgreSQL keeps the membership, or the silo is alone.</summary>
public sealed class ClusterConnection
{
    public string ConnectionString { get; set; } = "";

    public string ClusterId { get; set; } = "command-processor";

    public string ServiceId { get; set; } = "command-processor";

    /// <summary>Name or address at which other silos reach this one.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Between silos; 0 takes a free one.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>For clients; 0 takes a free one.</summary>
    public int GatewayPort { get; set; } = 30000;
}

public sealed class KafkaConnection
{
    /// <summary>host:port, comma separated. Empty starts the embedded broker, for one silo.</summary>
    public string BootstrapServers { get; set; } = "";

    public string Topic { get; set; } = "command-processor.events";

    public string ConsumerGroup { get; set; } = "command-processor";

    public short ReplicationFactor { get; set; } = 1;

    /// <summary>How long the topic keeps events, in hours; -1 for ever. The journal keeps them in any case.</summary>
    public int RetentionHours { get; set; } = 168;

    /// <summary>Passed to librdkafka as it is: TLS, SASL, compression.</summary>
    public IDictionary<string, string> Librdkafka { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

public sealed class DashboardOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>On the loopback address only: there is no authentication. 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;
}

public sealed class HealthOptions
{
    /// <summary>
    /// Red when read models made no progress for so long although there was something to read; twice the time that it takes to notice a
    /// silo that was killed, and to take over from it.
    /// </summary>
    [Range(1, 86_400)]
    public int StalledSeconds { get; set; } = 60;

    /// <summary>Yellow when an event was taken from Kafka and is not delivered for so long.</summary>
    [Range(1, 86_400)]
    public int UndeliveredSecondsMax { get; set; } = 30;
}
