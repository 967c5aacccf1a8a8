using System.Data.Common;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>Creates the tables of the grain storage and writes its statements, before the storage reads them.</summary>
internal sealed class SnapshotSchema(SnapshotDialect dialect, DbProviderFactory factory, string connectionString) : ILifecycleParticipant<ISiloLifecycle>
{
    private const string CreateTables = "CreateTables";

    private const string SaveStatement =
        "INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES (@key, @text) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText";

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SnapshotSchema), ServiceLifecycleStage.RuntimeInitialize, InitializeAsync);

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var statements = SqlFile.Load(typeof(SnapshotSchema).Assembly, $"Aggregates/Snapshots/Sql/{dialect}.sql");
        await using var connection = factory.CreateConnection() ?? throw new InvalidOperationException($"{factory.GetType()} makes no connections.");
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var create = connection.Command(statements[CreateTables], transaction);
        await create.ExecuteNonQueryAsync(cancellationToken);
        foreach (var name in statements.Names)
        {
            if (name == CreateTables) continue;
            await using var save = connection.Command(SaveStatement, transaction).Add("key", name).Add("text", statements[name]);
            await save.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
