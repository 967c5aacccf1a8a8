using System.Data.Common;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>Creates the tables of the grain storage and writes its statements, before the storage reads them.</summary>
internal sealed class SnapshotSchema(SnapshotDialect dialect, DbProviderFactory factory, string connectionString) : ILifecycleParticipant<ISiloLifecycle>
{
    private const string CreateTables = "CreateTables";
    private const string BlockMark = "-- name: ";

    private const string SaveStatement =
        "INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES (@key, @text) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText";

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SnapshotSchema), ServiceLifecycleStage.RuntimeInitialize, InitializeAsync);

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var blocks = ReadBlocks();
        await using var connection = factory.CreateConnection() ?? throw new InvalidOperationException($"{factory.GetType()} makes no connections.");
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var create = Command(connection, transaction, blocks[CreateTables]);
        await create.ExecuteNonQueryAsync(cancellationToken);
        foreach (var (key, text) in blocks)
        {
            if (key == CreateTables) continue;
            await using var save = Command(connection, transaction, SaveStatement);
            AddParameter(save, "key", key);
            AddParameter(save, "text", text);
            await save.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private Dictionary<string, string> ReadBlocks()
    {
        var name = $"{typeof(SnapshotSchema).Namespace}.Sql.{dialect}.sql";
        using var stream = typeof(SnapshotSchema).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split(BlockMark).Skip(1).Select(block => block.Split('\n', 2))
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
    }

    private static DbCommand Command(DbConnection connection, DbTransaction transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text comes from a resource of this assembly; what varies goes in as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static void AddParameter(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
