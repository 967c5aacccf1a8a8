using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>
/// The one writer of the file: a thread of its own, because SQLite blocks, that runs everything which waits in one transaction,
/// so that all partitions share one sync of the disk.
/// </summary>
internal sealed class SqliteCommitter : IAsyncDisposable
{
    private readonly SqliteConnections _connections;
    private readonly SqliteJournalOptions _options;
    private readonly BlockingCollection<ISqliteWork> _waiting;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Thread> _thread;
    private int _isDisposed;
    private SqliteSession? _session;

    public SqliteCommitter(SqliteConnections connections, SqliteJournalOptions options)
    {
        _connections = connections;
        _options = options;
        _waiting = new(options.WaitingCountMax);
        _thread = new(() =>
        {
            var thread = new Thread(Run) { IsBackground = true, Name = "journal writer" };
            thread.Start();
            return thread;
        });
    }

    /// <summary>Runs <paramref name="work"/> within a transaction and returns its result when that is committed.</summary>
    /// <exception cref="JournalException">The database failed, or too much is waiting.</exception>
    public Task<T> CommitAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        _ = _thread.Value;
        var item = new SqliteWork<T>(work, cancellationToken);
        if (!_waiting.TryAdd(item))
            throw new JournalException(
                $"{_options.WaitingCountMax} appends wait for SQLite, which is SqliteJournalOptions.WaitingCountMax.", isTransient: true, isOutcomeUnknown: false);
        return item.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Commits what waits, then ends. A container that knows the journal under two types disposes it twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _waiting.CompleteAdding();
        if (_thread.IsValueCreated) await _ended.Task;
    }

    private void Run()
    {
        var group = new List<ISqliteWork>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < _options.SharedCountMax && _waiting.TryTake(out var next)) group.Add(next);
            group.RemoveAll(item => item.IsAbandoned());
            if (group.Count > 0) Commit(group);
        }

        _session?.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<ISqliteWork> group)
    {
        var isCommit = false;
        try
        {
            _session ??= new(_connections.OpenWriter());
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var item in group) item.Run(_session);
            isCommit = true;
            _session.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            // Whatever state the connection is in: closing it ends the transaction.
            _session?.Dispose();
            _session = null;
            var translated = exception is SqliteException error ? SqliteErrors.Translate(error, isCommit) : exception;
            foreach (var item in group) item.Fail(translated);
            return;
        }

        foreach (var item in group) item.Complete();
    }
}
