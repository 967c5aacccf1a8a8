using System.Data.Common;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>PostgreSQL through a pool; arrays of .NET are arrays there.</summary>
internal sealed class PostgresDialect(DbDataSource source) : ISqlDialect
{
    public string Name => "Postgres";

    public SqlFile Statements { get; } = SqlFile.Load(typeof(PostgresDialect).Assembly, "Stores/Statements/Common.sql", "Stores/Statements/Postgres.sql");

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(work, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(connection, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new ReadModelException("PostgreSQL behind the read models failed: " + exception.Message, exception.IsTransient,
                exception);
        }
        catch (TimeoutException exception)
        {
            throw new ReadModelException("PostgreSQL behind the read models did not answer in time.", isTransient: true, exception);
        }
    }

    public object List(IReadOnlyList<string> values) => values as string[] ?? [.. values];

    public object List(IReadOnlyList<int> values) => values as int[] ?? [.. values];
}
