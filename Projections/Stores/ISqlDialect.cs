using System.Data.Common;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>How one kind of database is reached. Failures of the driver come out as <see cref="ReadModelException"/>.</summary>
internal interface ISqlDialect
{
    string Name { get; }

    SqlFile Statements { get; }

    /// <summary>Work that only reads.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken);

    Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>The value of a parameter that holds many texts.</summary>
    object List(IReadOnlyList<string> values);

    /// <summary>The value of a parameter that holds many numbers.</summary>
    object List(IReadOnlyList<int> values);
}
