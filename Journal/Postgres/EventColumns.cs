using CommandProcessor.Grains.Interfaces.Events;
using Npgsql;
using NpgsqlTypes;

namespace CommandProcessor.Journal.Postgres;

/// <summary>The events of an append as the arrays that the statement unnests.</summary>
internal sealed class EventColumns
{
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

    public EventColumns(IReadOnlyList<RecordedEvent> events)
    {
        var count = events.Count;
        (_schemaVersion, _previous, _version) = (new int[count], new long[count], new long[count]);
        (_commandId, _causationId, _correlationId) = (new Guid[count], new Guid?[count], new Guid[count]);
        (_key, _aggregate, _type, _principal, _traceParent) =
            (new string[count], new string[count], new string[count], new string[count], new string?[count]);
        (_body, _hash) = (new ReadOnlyMemory<byte>[count], new ReadOnlyMemory<byte>[count]);

        for (var i = 0; i < count; i++)
        {
            var recorded = events[i];
            _schemaVersion[i] = recorded.SchemaVersion;
            _previous[i] = recorded.Previous;
            _version[i] = recorded.Version;
            _commandId[i] = recorded.Context.CommandId.Value;
            _causationId[i] = recorded.Context.CausationId;
            _correlationId[i] = recorded.Context.CorrelationId;
            _key[i] = recorded.Key.Value;
            _aggregate[i] = recorded.Aggregate.Value;
            _type[i] = recorded.Type;
            _principal[i] = recorded.Context.Principal;
            _traceParent[i] = recorded.Context.TraceParent;
            _body[i] = recorded.Body;
            _hash[i] = recorded.Hash;
        }
    }

    /// <summary>In the order of the statement's $8 to $20.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
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

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
