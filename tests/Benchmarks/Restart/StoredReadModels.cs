using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using Npgsql;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>What the database holds of each customer, asked past the silo.</summary>
internal sealed class StoredReadModels(NpgsqlDataSource database, int customers)
{
    /// <summary>Of the views of a customer, the one that is furthest behind.</summary>
    private const string Stored = "SELECT key, min(position) FROM read_model_head WHERE key LIKE 'customer/%' GROUP BY key";

    /// <summary>For each read model the newest event of its customer; one look-up in an index each.</summary>
    private const string Journalled = """
        SELECT head.key, (
          SELECT max(event.position) FROM journal_event AS event WHERE event.partition = head.partition AND event.partition_key = head.key)
        FROM (SELECT DISTINCT key, partition FROM read_model_head WHERE key LIKE 'customer/%') AS head
        """;

    private readonly Dictionary<string, int> _customers = Enumerable.Range(0, customers)
        .ToDictionary(customer => PartitionKey.Customer(OrderContent.IdOf(customer).Customer).ToString(), customer => customer, StringComparer.Ordinal);

    /// <summary>Up to which position each customer's read model is stored.</summary>
    public Task<long[]> PositionsAsync(CancellationToken cancellationToken) => ReadAsync(Stored, cancellationToken);

    /// <summary>Position of each customer's newest event.</summary>
    public Task<long[]> HeadsAsync(CancellationToken cancellationToken) => ReadAsync(Journalled, cancellationToken);

    public static bool Covers(long[] stored, long[] expected)
    {
        for (var customer = 0; customer < expected.Length; customer++)
        {
            if (stored[customer] < expected[customer]) return false;
        }

        return true;
    }

    private async Task<long[]> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        var positions = new long[customers];
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) positions[_customers[reader.GetString(0)]] = reader.GetInt64(1);
        return positions;
    }
}
