using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Stores;

/// <summary>An empty database that stores are opened on.</summary>
public interface IReadModelDatabase : IAsyncDisposable
{
    /// <summary>Another process's view of the same database.</summary>
    SqlReadModelStore Open();

    Task ExecuteAsync(string sql, CancellationToken cancellationToken);
}
