using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sql;

/// <summary>What SQLite lacks and other databases have.</summary>
public static class SqliteFunctions
{
    extension(DbConnection connection)
    {
        /// <summary>Adds an aggregate function of three texts: the exclusive or of the rows' hashes, which does not depend on their order; 0 of none.</summary>
        /// <exception cref="ArgumentException">It is no connection of SQLite.</exception>
        public void AddChecksum(string name, Func<string, string, string, long> hash)
        {
            if (connection is not SqliteConnection sqlite) throw new ArgumentException($"{connection.GetType().Name} is no connection of SQLite.");
            sqlite.CreateAggregate<string, string, string, long>(name, 0L, (sum, first, second, third) => sum ^ hash(first, second, third), isDeterministic: true);
        }
    }
}
