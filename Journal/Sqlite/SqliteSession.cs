using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>The writer's connection with the statements it has prepared; they are as many as partitions times statements.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>A command for <paramref name="sql"/> with the parameters named, whose values the caller sets each time.</summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        if (_prepared.TryGetValue(sql, out var command)) return command;

        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        _prepared.Add(sql, command);
        return command;
    }

    public void Execute(string sql) => Prepare(sql).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }
}
