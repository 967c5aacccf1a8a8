using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

public sealed class SqliteJournalOptions : JournalOptions
{
    /// <summary>Of a file; its folder is created.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Longest wait for another process that is writing.</summary>
    public int BusyTimeoutSeconds { get; set; } = 10;

    /// <summary>Most reads at a time, each on a thread of its own.</summary>
    public int ReaderCountMax { get; set; } = 8;

    /// <summary>Most appends and claims that may wait for the one writer.</summary>
    public int WaitingCountMax { get; set; } = 4_096;

    /// <summary>Most appends that share one transaction.</summary>
    public int SharedCountMax { get; set; } = 256;

    /// <summary>Memory for pages that the writer keeps.</summary>
    public int CacheKilobytes { get; set; } = 65_536;

    public override IEnumerable<string> Mistakes()
    {
        foreach (var mistake in base.Mistakes()) yield return mistake;
        if (!IsFile(ConnectionString)) yield return $"{Section}:ConnectionString '{ConnectionString}' names no file; expected such as 'Data Source=journal.db'.";
        if (BusyTimeoutSeconds is < 1 or > 600) yield return OutOfRange(nameof(BusyTimeoutSeconds), BusyTimeoutSeconds, 1, 600);
        if (ReaderCountMax is < 1 or > 256) yield return OutOfRange(nameof(ReaderCountMax), ReaderCountMax, 1, 256);
        if (WaitingCountMax is < 1 or > 1_000_000) yield return OutOfRange(nameof(WaitingCountMax), WaitingCountMax, 1, 1_000_000);
        if (SharedCountMax is < 1 or > 10_000) yield return OutOfRange(nameof(SharedCountMax), SharedCountMax, 1, 10_000);
        if (CacheKilobytes is < 1_000 or > 16_000_000) yield return OutOfRange(nameof(CacheKilobytes), CacheKilobytes, 1_000, 16_000_000);
    }

    private static bool IsFile(string connectionString)
    {
        try
        {
            var text = new SqliteConnectionStringBuilder(connectionString);
            return text.DataSource.Length > 0 && text.DataSource != ":memory:" && text.Mode != SqliteOpenMode.Memory;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
