using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>
/// How our events stand in Kafka: CloudEvents 1.0 in binary mode (value = JSON body, attributes = ce_ headers), key = partition key,
/// Kafka partition = partition, sequence = position. Anyone can read the topic without Orleans.
/// </summary>
internal sealed class CloudEventsDataAdapter : IKafkaDataAdapter
{
    private static readonly KafkaHeader SpecVersion = new("ce_specversion", "1.0");
    private static readonly KafkaHeader ContentType = new("content-type", "application/json");

    public bool IsSequenced => true;

    public OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var recorded = item as RecordedEvent ?? throw new ArgumentException($"{item.GetType()} is no {nameof(RecordedEvent)}.", nameof(item));
        return new()
        {
            Key = Encoding.UTF8.GetBytes(recorded.Key.Value),
            Value = recorded.Body.ToArray(),
            Partition = recorded.Partition,
            TimestampMs = recorded.RecordedAt.ToUnixTimeMilliseconds(),
            Headers = HeadersOf(recorded),
        };
    }

    public IncomingEvent Decode(IncomingRecord record)
    {
        var recorded = Read(record, PositionOf(record));
        return new(StreamId.Create(recorded.Key.Kind, recorded.Key.Name), recorded, recorded.Position);
    }

    /// <exception cref="FormatException">The record is not ours.</exception>
    internal static long PositionOf(IncomingRecord record) => Number(record, "ce_position");

    /// <exception cref="FormatException">The record is not ours.</exception>
    internal static RecordedEvent Read(IncomingRecord record, long position)
    {
        if (record.Key is not { } keyBytes) throw new FormatException("The record has no key.");
        var key = PartitionKey.Parse(Encoding.UTF8.GetString(keyBytes));
        return new()
        {
            Partition = record.Partition,
            Position = position,
            Previous = Number(record, "ce_previous"),
            Key = key,
            Aggregate = AggregateId.Parse(Text(record, "ce_subject")),
            Version = Number(record, "ce_version"),
            Type = Text(record, "ce_type"),
            SchemaVersion = (int)Number(record, "ce_schemaversion"),
            RecordedAt = DateTimeOffset.Parse(Text(record, "ce_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Body = record.Value ?? [],
            Hash = Convert.FromHexString(Text(record, "ce_hash")),
            Context = new()
            {
                CommandId = CommandId.Parse(Text(record, "ce_commandid")),
                CausationId = OptionalText(record, "ce_causationid") is { } causation ? Guid.Parse(causation) : null,
                CorrelationId = Guid.Parse(Text(record, "ce_correlationid")),
                Principal = Text(record, "ce_principal"),
                TraceParent = OptionalText(record, "traceparent"),
            },
        };
    }

    private static List<KafkaHeader> HeadersOf(RecordedEvent recorded)
    {
        var headers = new List<KafkaHeader>(16)
        {
            SpecVersion,
            ContentType,
            new("ce_id", string.Create(CultureInfo.InvariantCulture, $"{recorded.Partition}-{recorded.Position}")),
            new("ce_source", "/command-processor/" + recorded.Aggregate.Kind),
            new("ce_subject", recorded.Aggregate.Value),
            new("ce_type", recorded.Type),
            new("ce_time", recorded.RecordedAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
            new("ce_schemaversion", recorded.SchemaVersion.ToString(CultureInfo.InvariantCulture)),
            new("ce_version", recorded.Version.ToString(CultureInfo.InvariantCulture)),
            new("ce_position", recorded.Position.ToString(CultureInfo.InvariantCulture)),
            new("ce_previous", recorded.Previous.ToString(CultureInfo.InvariantCulture)),
            new("ce_commandid", recorded.Context.CommandId.ToString()),
            new("ce_correlationid", recorded.Context.CorrelationId.ToString()),
            new("ce_principal", recorded.Context.Principal),
            new("ce_hash", Convert.ToHexStringLower(recorded.Hash.Span)),
        };
        if (recorded.Context.CausationId is { } causation) headers.Add(new("ce_causationid", causation.ToString()));
        if (recorded.Context.TraceParent is { } trace) headers.Add(new("traceparent", trace));
        return headers;
    }

    private static string Text(IncomingRecord record, string name) =>
        OptionalText(record, name) ?? throw new FormatException($"The record has no header '{name}'.");

    private static string? OptionalText(IncomingRecord record, string name) =>
        record.Header(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static long Number(IncomingRecord record, string name) =>
        long.TryParse(Text(record, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Header '{name}' is '{Text(record, name)}'; a whole number is expected.");
}
