using System.Data.Common;

namespace CommandProcessor.Projections.Stores;

/// <summary>The transaction in which the rows of a partition go from one version to another; others join it with rows of their own.</summary>
/// <param name="From">The number under which the rows stand that come.</param>
/// <param name="To">The number under which those stand that go.</param>
public sealed record SwapTransaction(DbConnection Connection, DbTransaction Transaction, int Partition, int From, int To);
