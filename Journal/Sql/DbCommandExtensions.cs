using System.Data.Common;

namespace CommandProcessor.Journal.Sql;

public static class DbCommandExtensions
{
    extension(DbCommand command)
    {
        public DbCommand Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
            return command;
        }

        public async ValueTask<IReadOnlyList<T>> RowsAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellationToken)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
            return rows;
        }
    }
}
