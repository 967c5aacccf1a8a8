namespace CommandProcessor.Journal.Sqlite;

internal interface ISqliteWork
{
    /// <summary>True if nobody waits for it any more; it then need not be run.</summary>
    bool IsAbandoned();

    void Run(SqliteSession session);

    void Complete();

    void Fail(Exception exception);
}
