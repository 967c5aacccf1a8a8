using System.Data.Common;
using System.Globalization;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>How much a journal holds, asked beside whoever writes it.</summary>
internal sealed class JournalSize(DbConnection journal)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Until the program has brought so many events into the journal.</summary>
    public async Task UntilAsync(long events, SiloProcess writer, CancellationToken cancellationToken)
    {
        while (await CountEventsAsync(cancellationToken) < events)
        {
            Assert.False(writer.HasExited, writer.Output);
            await Task.Delay(AskAgain, cancellationToken);
        }
    }

    public async Task<long> CountEventsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.OpenAsync(cancellationToken);
            await using var command = journal.CreateCommand();
            command.CommandText = "SELECT coalesce(sum(head), 0) FROM journal_partition";
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        catch (DbException)
        {
            return 0; // Its tables are not made yet.
        }
        finally
        {
            await journal.CloseAsync();
        }
    }
}
