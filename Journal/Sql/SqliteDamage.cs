using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sql;

/// <summary>What SQLite says of what it was asked to check.</summary>
public static class SqliteDamage
{
    private const int Corrupt = 11;

    extension(DbException exception)
    {
        /// <summary>It is not as it should be.</summary>
        public bool IsSqliteDamage => exception is SqliteException { SqliteErrorCode: Corrupt };
    }
}
