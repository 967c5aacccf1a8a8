using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal.Sql;

/// <summary>How a row becomes an event again.</summary>
internal static class EventRow
{
    public const string Columns = "partition, schema_version, position, previous, version, recorded_at, partition_key, aggregate, type, " +
        "command_id, causation_id, correlation_id, principal, traceparent, body, hash";

    /// <exception cref="DamagedEventException">The row holds what no writer of ours wrote.</exception>
    public static RecordedEvent Read(DbDataReader row, Func<DbDataReader, int, Guid> readId)
    {
        try
        {
            return new() // Column by column: drivers seek when one before is asked for.
            {
                Partition = row.GetInt32(0),
                SchemaVersion = row.GetInt32(1),
                Position = row.GetInt64(2),
                Previous = row.GetInt64(3),
                Version = row.GetInt64(4),
                RecordedAt = Microseconds.ToTime(row.GetInt64(5)),
                Key = PartitionKey.Parse(row.GetString(6)),
                Aggregate = AggregateId.Parse(row.GetString(7)),
                Type = row.GetString(8),
                Context = new()
                {
                    CommandId = new(readId(row, 9)),
                    CausationId = row.IsDBNull(10) ? null : readId(row, 10),
                    CorrelationId = readId(row, 11),
                    Principal = row.GetString(12),
                    TraceParent = row.IsDBNull(13) ? null : row.GetString(13),
                },
                Body = row.GetFieldValue<byte[]>(14),
                Hash = row.GetFieldValue<byte[]>(15),
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidCastException or OverflowException)
        {
            throw new DamagedEventException(row.GetInt32(0), row.GetInt64(2), exception.Message, exception);
        }
    }
}
