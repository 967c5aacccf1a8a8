using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>An append among others in one transaction: within a savepoint, so that what is refused leaves no trace.</summary>
internal static class SqliteAppend
{
    public static AppendOutcome Run(SqliteSession session, SqlStatements statements, AppendBatch batch)
    {
        session.Execute("SAVEPOINT append");
        try
        {
            if (!MoveHead(session, statements, batch)) return Leave(session, AppendOutcome.Fenced);
            Insert(session, statements, batch);
            session.Execute("RELEASE append");
            return AppendOutcome.Appended;
        }
        catch (SqliteException exception) when (SqliteErrors.IsVersionTaken(exception))
        {
            return Leave(session, AppendOutcome.VersionTaken);
        }
    }

    private static AppendOutcome Leave(SqliteSession session, AppendOutcome outcome)
    {
        session.Execute("ROLLBACK TO append");
        session.Execute("RELEASE append");
        return outcome;
    }

    private static bool MoveHead(SqliteSession session, SqlStatements statements, AppendBatch batch)
    {
        var command = session.Prepare(statements.Get("move_head"), "@partition", "@epoch", "@head", "@count", "@published", "@hash");
        var values = command.Parameters;
        values[0].Value = batch.Partition;
        values[1].Value = batch.Epoch;
        values[2].Value = batch.Head;
        values[3].Value = batch.Events.Count;
        values[4].Value = batch.Published;
        values[5].Value = batch.Hash.ToArray();
        return command.ExecuteNonQuery() == 1;
    }

    private static void Insert(SqliteSession session, SqlStatements statements, AppendBatch batch)
    {
        var command = session.Prepare(statements.Get("append", batch.Partition),
            "@partition", "@schema_version", "@position", "@previous", "@version", "@recorded_at", "@command_id", "@causation_id",
            "@correlation_id", "@partition_key", "@aggregate", "@type", "@principal", "@traceparent", "@body", "@hash");
        foreach (var recorded in batch.Events)
        {
            Set(command.Parameters, recorded, batch.RecordedAt);
            command.ExecuteNonQuery();
        }
    }

    private static void Set(SqliteParameterCollection values, RecordedEvent recorded, long recordedAt)
    {
        var context = recorded.Context;
        values[0].Value = recorded.Partition;
        values[1].Value = recorded.SchemaVersion;
        values[2].Value = recorded.Position;
        values[3].Value = recorded.Previous;
        values[4].Value = recorded.Version;
        values[5].Value = recordedAt;
        values[6].Value = context.CommandId.Value.ToByteArray(bigEndian: true);
        values[7].Value = context.CausationId is { } causation ? causation.ToByteArray(bigEndian: true) : DBNull.Value;
        values[8].Value = context.CorrelationId.ToByteArray(bigEndian: true);
        values[9].Value = recorded.Key.Value;
        values[10].Value = recorded.Aggregate.Value;
        values[11].Value = recorded.Type;
        values[12].Value = context.Principal;
        values[13].Value = context.TraceParent is { } trace ? trace : DBNull.Value;
        values[14].Value = recorded.Body.ToArray();
        values[15].Value = recorded.Hash.ToArray();
    }
}
