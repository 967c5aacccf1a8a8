using System.Data.Common;
using Npgsql;

namespace CommandProcessor.Journal.Sql;

/// <summary>PostgreSQL's way for many new rows: they are neither looked up nor held as arrays, and are logged by the page.</summary>
public static class PostgresCopy
{
    /// <summary>With room for a row on top it stays a small object: large ones are collected with everything that is old.</summary>
    private const int FlushSize = 64 * 1024;
    private const int Capacity = FlushSize + (16 * 1024);

    extension(DbConnection connection)
    {
        /// <summary>Inserts rows within the transaction that the connection is in. A row that is there already fails them all.</summary>
        /// <param name="text">A COPY of named columns from STDIN in binary form.</param>
        /// <param name="write">Writes a row: all of the columns, in their order.</param>
        /// <exception cref="ArgumentException">It is no connection of PostgreSQL.</exception>
        public async ValueTask CopyAsync<TRow>(string text, IReadOnlyList<TRow> rows, Action<CopyRows, TRow> write, CancellationToken cancellationToken)
        {
            if (connection is not NpgsqlConnection postgres) throw new ArgumentException($"{connection.GetType().Name} is no connection of PostgreSQL.");
            var copied = new CopyRows(Capacity);
            await using var stream = await postgres.BeginRawBinaryCopyAsync(text, cancellationToken);
            foreach (var row in rows)
            {
                write(copied, row);
                if (copied.Length >= FlushSize) await FlushAsync();
            }

            copied.End();
            await FlushAsync();

            async ValueTask FlushAsync()
            {
                await stream.WriteAsync(copied.Written, cancellationToken);
                copied.Clear();
            }
        }
    }
}
