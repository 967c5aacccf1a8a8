using Npgsql;
using NpgsqlTypes;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>Counts every answered command in the journal afresh.</summary>
internal static class JournalCount
{
    private const string Compare = """
        SELECT answered.kills, count(*) FILTER (WHERE stored.events IS NULL), count(*) FILTER (WHERE stored.events > 1)
        FROM answered
        LEFT JOIN (SELECT command_id, count(*) AS events FROM journal_event GROUP BY command_id) AS stored USING (command_id)
        GROUP BY answered.kills
        """;

    /// <summary>Of the commands answered after so many kills: how many the journal does not hold, and how many it holds more than once.</summary>
    public static async Task<Dictionary<int, (long Missing, long Doubled)>> CompareAsync(NpgsqlDataSource database, AnswerLog log, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var create = new NpgsqlCommand("CREATE TEMPORARY TABLE answered (command_id uuid NOT NULL, kills integer NOT NULL)", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY answered FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            foreach (var answer in log.Answers)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(answer.CommandId.Value, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(answer.Kills, NpgsqlDbType.Integer, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        var counts = new Dictionary<int, (long, long)>();
        await using var compare = new NpgsqlCommand(Compare, connection);
        await using var reader = await compare.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) counts[reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        return counts;
    }
}
