using System.Data.Common;

namespace CommandProcessor.Journal.Sql;

public static class DbConnectionExtensions
{
    extension(DbConnection connection)
    {
        /// <param name="text">From a <see cref="SqlFile"/>; what varies goes in as parameters.</param>
        /// <param name="transaction">That the command is part of, or null.</param>
        public DbCommand Command(string text, DbTransaction? transaction = null)
        {
            var command = connection.CreateCommand();
            command.CommandText = text;
            command.Transaction = transaction;
            return command;
        }
    }
}
