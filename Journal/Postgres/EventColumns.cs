using CommandProcessor.Grains.Interfaces.Events;
using Npgsql;
using NpgsqlTypes;

namespace CommandProcessor.Journal.Postgres;

/// <summary>The events of one or more appends as the arrays that the statement unnests.</summary>
internal sealed class EventColumns
{
    private readonly int[] _partition;
    private readonly long[] _position;
    private readonly long[] _recordedAt;
    private readonly int[] _schemaVersion;
    private readonly long[] _previous;
    private readonly long[] _version;
    private readonly Guid[] _commandId;
    private readonly Guid?[] _causationId;
    private readonly Guid[] _correlationId;
    private readonly string[] _key;
    private readonly string[] _aggregate;
    private readonly string[] _type;
    private readonly string[] _principal;
    private readonly string?[] _traceParent;
    private readonly ReadOnlyMemory<byte>[] _body;
    private readonly ReadOnlyMemory<byte>[] _hash;

    public EventColumns(IReadOnlyList<AppendBatch> batches)
    {
        var count = 0;
        foreach (var batch in batches) count += batch.Events.Count;
        (_partition, _position, _recordedAt) = (new int[count], new long[count], new long[count]);
        (_schemaVersion, _previous, _version) = (new int[count], new long[count], new long[count]);
        (_commandId, _causationId, _correlationId) = (new Guid[count], new Guid?[count], new Guid[count]);
        (_key, _aggregate, _type, _principal, _traceParent) =
            (new string[count], new string[count], new string[count], new string[count], new string?[count]);
        (_body, _hash) = (new ReadOnlyMemory<byte>[count], new ReadOnlyMemory<byte>[count]);

        var row = 0;
        foreach (var batch in batches)
        {
            foreach (var recorded in batch.Events) Fill(row++, recorded, batch.RecordedAt);
        }
    }

    /// <summary>In the order of the statement's $7 to $22.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Array(_partition, NpgsqlDbType.Integer));
        parameters.Add(Array(_position, NpgsqlDbType.Bigint));
        parameters.Add(Array(_recordedAt, NpgsqlDbType.Bigint));
        parameters.Add(Array(_schemaVersion, NpgsqlDbType.Integer));
        parameters.Add(Array(_previous, NpgsqlDbType.Bigint));
        parameters.Add(Array(_version, NpgsqlDbType.Bigint));
        parameters.Add(Array(_commandId, NpgsqlDbType.Uuid));
        parameters.Add(Array(_causationId, NpgsqlDbType.Uuid));
        parameters.Add(Array(_correlationId, NpgsqlDbType.Uuid));
        parameters.Add(Array(_key, NpgsqlDbType.Text));
        parameters.Add(Array(_aggregate, NpgsqlDbType.Text));
        parameters.Add(Array(_type, NpgsqlDbType.Text));
        parameters.Add(Array(_principal, NpgsqlDbType.Text));
        parameters.Add(Array(_traceParent, NpgsqlDbType.Text));
        parameters.Add(Array(_body, NpgsqlDbType.Text));
        parameters.Add(Array(_hash, NpgsqlDbType.Bytea));
    }

    private void Fill(int row, RecordedEvent recorded, long recordedAt)
    {
        _partition[row] = recorded.Partition;
        _position[row] = recorded.Position;
        _recordedAt[row] = recordedAt;
        _schemaVersion[row] = recorded.SchemaVersion;
        _previous[row] = recorded.Previous;
        _version[row] = recorded.Version;
        _commandId[row] = recorded.Context.CommandId.Value;
        _causationId[row] = recorded.Context.CausationId;
        _correlationId[row] = recorded.Context.CorrelationId;
        _key[row] = recorded.Key.Value;
        _aggregate[row] = recorded.Aggregate.Value;
        _type[row] = recorded.Type;
        _principal[row] = recorded.Context.Principal;
        _traceParent[row] = recorded.Context.TraceParent;
        _body[row] = recorded.Body;
        _hash[row] = recorded.Hash;
    }

    internal static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
