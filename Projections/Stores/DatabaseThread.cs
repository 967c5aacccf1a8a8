using System.Collections.Concurrent;
using System.Data.Common;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// A thread with a connection of its own, for a driver that blocks its caller: what runs here does so in the order asked for and never on
/// Orleans' scheduler.
/// </summary>
internal sealed class DatabaseThread : IDisposable
{
    private readonly DbDataSource _source;
    private readonly Action<DbConnection> _prepare;
    private readonly BlockingCollection<Action> _queue;
    private readonly Thread _thread;
    private DbConnection? _connection;

    public DatabaseThread(string name, DbDataSource source, Action<DbConnection> prepare, int queueMax)
    {
        _source = source;
        _prepare = prepare;
        _queue = new(queueMax);
        _thread = new(Work) { Name = name, IsBackground = true };
        _thread.Start();
    }

    private int _isDisposed;

    /// <exception cref="ReadModelException">The queue is full.</exception>
    public Task<T> RunAsync<T>(Func<DbConnection, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isQueued = _queue.TryAdd(() => Complete(done, work, cancellationToken));
        return isQueued
            ? done.Task
            : throw new ReadModelException($"{_thread.Name} has {_queue.BoundedCapacity} requests waiting and takes no more.",
                isTransient: true);
    }

    /// <summary>Finishes what is queued, then ends. A container that knows the store under two types disposes it twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private void Work()
    {
        foreach (var run in _queue.GetConsumingEnumerable()) run();
        _connection?.Dispose();
    }

    private void Complete<T>(TaskCompletionSource<T> done, Func<DbConnection, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.TrySetResult(work(Connection()));
        }
        catch (Exception exception) // Whatever it was, it belongs to the caller; this thread serves others too.
        {
            if (exception is DbException) DropConnection();
            done.TrySetException(exception);
        }
    }

    private DbConnection Connection()
    {
        if (_connection is not null) return _connection;
        var connection = _source.OpenConnection();
        try
        {
            _prepare(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return _connection = connection;
    }

    private void DropConnection()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
