using System.Data.Common;
using CommandProcessor.Grains.Reactors.Stores;

namespace CommandProcessor.Grains.Tests.Reactors.Stores;

/// <summary>An empty database that stores are opened on.</summary>
public interface IReactorDatabase : IAsyncDisposable
{
    /// <summary>Another silo's view of the same database.</summary>
    SqlReactorStore Open();

    /// <summary>Has holds of one account expire in a partition, one each microsecond from the second up to the last of 1970.</summary>
    Task FillAsync(int partition, int last, CancellationToken cancellationToken);

    Task ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>What a statement of the store costs, in a unit of the database that depends on nothing but the rows that it looks at.</summary>
    Task<long> MeasureAsync(string statement, Action<DbCommand> bind, CancellationToken cancellationToken);
}
