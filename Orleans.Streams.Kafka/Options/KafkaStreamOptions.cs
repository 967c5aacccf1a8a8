using System.ComponentModel.DataAnnotations;

namespace Orleans.Streams.Kafka;

/// <summary>Settings of one named Kafka stream provider. Every bound has a name here; all are checked at start.</summary>
public sealed class KafkaStreamOptions
{
    public const string Section = "KafkaStreams";

    [Required]
    public string BootstrapServers { get; set; } = "";

    [Required]
    [MaxLength(249)]
    [RegularExpression("[a-zA-Z0-9._-]+", ErrorMessage = "{0} may hold letters, digits, '.', '_' and '-' only.")]
    public string Topic { get; set; } = "";

    /// <summary>Queue = partition; fixed for the life of the topic. An existing topic with another number is refused.</summary>
    [Range(1, 4096)]
    public int PartitionCount { get; set; } = 8;

    [Range(1, 32)]
    public short ReplicationFactor { get; set; } = 1;

    /// <summary>How long the topic keeps a record; -1 keeps all. Used when the topic is created; a differing topic is logged.</summary>
    [Range(-1, long.MaxValue)]
    public long RetentionMs { get; set; } = 7L * 24 * 60 * 60 * 1000;

    /// <summary>Further topic settings for creation, for instance <c>min.insync.replicas</c> or <c>compression.type</c>.</summary>
    public IDictionary<string, string> TopicSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>False: the topic must exist; it is only checked.</summary>
    public bool CreateTopic { get; set; } = true;

    /// <summary>The group whose offsets are kept, one per provider: two providers over one topic go at their own pace.</summary>
    [Required]
    [MaxLength(249)]
    public string ConsumerGroup { get; set; } = "";

    /// <summary>False: this silo only publishes. The partitions are shared out among the silos that consume; one at least must.</summary>
    public bool Consume { get; set; } = true;

    public KafkaStreamMapping Mapping { get; set; } = KafkaStreamMapping.ByKey;

    /// <summary>Namespace of the streams when <see cref="Mapping"/> is by partition; their key is the partition number.</summary>
    public string PartitionStreamNamespace { get; set; } = "";

    /// <summary>How the partition number becomes a stream key: decimal text, or an integer key as grains with integer keys have.</summary>
    public KafkaPartitionStreamKey PartitionStreamKey { get; set; } = KafkaPartitionStreamKey.Text;

    /// <summary>Where a group without a checkpoint begins.</summary>
    public KafkaStartPosition StartFrom { get; set; } = KafkaStartPosition.Earliest;

    /// <summary>librdkafka settings for every client of this provider (TLS, SASL, client.id, socket settings).</summary>
    public IDictionary<string, string> Librdkafka { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>librdkafka settings for the producer only (compression.type, linger.ms, batch.size).</summary>
    public IDictionary<string, string> ProducerSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>librdkafka settings for consumers only (fetch.min.bytes, fetch.wait.max.ms).</summary>
    public IDictionary<string, string> ConsumerSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where records go that cannot be decoded. Empty: the topic's name with <c>.dead</c> added.</summary>
    [MaxLength(249)]
    public string DeadLetterTopic { get; set; } = "";

    /// <summary>Greatest size of a record; a greater one is refused when published.</summary>
    [Range(1_000, 100_000_000)]
    public int RecordBytesMax { get; set; } = 1_048_576;

    /// <summary>Records read from Kafka and not yet taken by a pulling agent, a partition. Beyond it the partition is paused.</summary>
    [Range(1, 1_000_000)]
    public int ReceiveRecordsMax { get; set; } = 5_000;

    /// <summary>Records that one pull takes into the cache at most.</summary>
    [Range(1, 100_000)]
    public int PullRecordsMax { get; set; } = 1_000;

    /// <summary>How long a pull waits for data before it returns empty. It wakes at once on data and on shutdown.</summary>
    [Range(1, 60_000)]
    public int PullWaitMs { get; set; } = 2_000;

    /// <summary>Undelivered records that the cache of a partition holds in memory. Slow streams beyond it are read again from Kafka.</summary>
    [Range(16, 10_000_000)]
    public int CacheRecordsMax { get; set; } = 20_000;

    /// <summary>Undelivered bytes that the cache of a partition holds in memory.</summary>
    [Range(1_000_000, 100_000_000_000)]
    public long CacheBytesMax { get; set; } = 64_000_000;

    /// <summary>
    /// Deliveries of a partition that are under way at once. The other streams take turns, and what comes for one meanwhile is delivered to it in one call:
    /// the further behind, the fewer calls.
    /// </summary>
    [Range(1, 1_000_000)]
    public int DeliveriesMax { get; set; } = 32;

    /// <summary>A delivery that takes longer counts no more: consumers that hang do not take the turns of the others.</summary>
    [Range(1, 600_000)]
    public int DeliveryPatienceMs { get; set; } = 1_000;

    /// <summary>Events that one delivery hands to a consumer at most.</summary>
    [Range(1, 10_000)]
    public int DeliveryBatchMax { get; set; } = 128;

    /// <summary>Bytes that one delivery hands to a consumer at most, unless a single event is greater.</summary>
    [Range(1_000, 100_000_000)]
    public int DeliveryBytesMax { get; set; } = 4_000_000;

    /// <summary>
    /// How far a partition may run ahead of its oldest undelivered record. It bounds what is delivered again after a crash,
    /// and stops the partition when one consumer hangs for long.
    /// </summary>
    [Range(16, 100_000_000)]
    public int UndeliveredWindowMax { get; set; } = 1_000_000;

    /// <summary>
    /// How long a cold stream's implicit consumer may take to say where it begins: nothing is read from the partition meanwhile. Then
    /// the stream goes on, and the first delivery asks it.
    /// </summary>
    [Range(10, 600_000)]
    public int HandshakeTimeoutMs { get; set; } = 1_000;

    /// <summary>A delivery is retried with back-off this long; then the consumer's OnErrorAsync is told and it starts over. Never skipped.</summary>
    [Range(100, 86_400_000)]
    public int DeliveryRoundMs { get; set; } = 60_000;

    [Range(1, 60_000)]
    public int BackoffMinMs { get; set; } = 20;

    [Range(1, 600_000)]
    public int BackoffMaxMs { get; set; } = 5_000;

    /// <summary>Progress is checkpointed at most this often. It bounds, with the window, what is delivered again after a crash.</summary>
    [Range(10, 600_000)]
    public int CheckpointPeriodMs { get; set; } = 1_000;

    /// <summary>How long a new owner of a partition waits for the old one to flush and release it, while that one is alive.</summary>
    [Range(0, 600_000)]
    public int HandOverTimeoutMs { get; set; } = 30_000;

    /// <summary>A partition idle for this long compares itself with the head of the backfill source.</summary>
    [Range(10, 600_000)]
    public int BackfillIdleMs { get; set; } = 1_000;

    [Range(1, 100_000)]
    public int BackfillRecordsMax { get; set; } = 1_000;

    /// <summary>Consumers that read the past for cursors older than the cache, a silo and provider.</summary>
    [Range(1, 64)]
    public int CatchUpReadersMax { get; set; } = 4;

    /// <summary>Records of one stream that a catch-up reader holds at most.</summary>
    [Range(1, 100_000)]
    public int CatchUpRecordsMax { get; set; } = 1_000;

    /// <summary>Records accepted and not yet acknowledged by the brokers. Beyond it publishing fails with a retryable error.</summary>
    [Range(1, 10_000_000)]
    public int PublishRecordsMax { get; set; } = 100_000;

    /// <summary>How long the brokers may take to acknowledge a record before its publication fails.</summary>
    [Range(1_000, 86_400_000)]
    public int PublishTimeoutMs { get; set; } = 30_000;

    /// <summary>How long the start waits for the brokers. After it the provider starts without them and goes on trying.</summary>
    [Range(0, 600_000)]
    public int StartTimeoutMs { get; set; } = 10_000;

    /// <summary>How long closing may take to flush what was accepted.</summary>
    [Range(0, 600_000)]
    public int CloseTimeoutMs { get; set; } = 10_000;

    internal string DeadLetterTopicName => DeadLetterTopic.Length > 0 ? DeadLetterTopic : Topic + ".dead";
}
