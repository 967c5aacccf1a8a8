using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sql;

/// <summary>What SQLite lacks and other databases have.</summary>
public static class SqliteFunctions
{
    extension(DbConnection connection)
    {
        /// <summary>
        /// Adds an aggregate function of two texts, two numbers and a text: the exclusive or of the rows' hashes, which does not depend on their order; 0 of
        /// none.
        /// </summary>
        /// <exception cref="ArgumentException">It is no connection of SQLite.</exception>
        public void AddChecksum(string name, Func<string, string, long, long, string, long> hash)
        {
            if (connection is not SqliteConnection sqlite) throw new ArgumentException($"{connection.GetType().Name} is no connection of SQLite.");
            sqlite.CreateAggregate<string, string, long, long, string, long>(
                name, 0L, (sum, first, second, third, fourth, fifth) => sum ^ hash(first, second, third, fourth, fifth), isDeterministic: true);
        }
    }
}
