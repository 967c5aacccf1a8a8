using System.Data.Common;

namespace CommandProcessor.Projections.Stores;

/// <summary>The transaction in which rows of a partition are saved; others join it with rows of their own, so that neither is there without the other.</summary>
/// <param name="Model">The number under which the rows stand.</param>
public sealed record SaveTransaction(DbConnection Connection, DbTransaction Transaction, int Partition, int Model);
