namespace CommandProcessor.Journal.Sqlite;

/// <summary>One thing to do within a transaction, and who waits for it.</summary>
internal sealed class SqliteWork<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : ISqliteWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public bool IsAbandoned() => cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public void Run(SqliteSession session) => _result = work(session);

    public void Complete() => _completion.TrySetResult(_result!); // Run has set it: Complete follows it only.

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
