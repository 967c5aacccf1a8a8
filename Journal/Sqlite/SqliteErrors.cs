using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>What an exception of SQLite means to the caller, told by its result code (https://sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int Interrupted = 9;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int Constraint = 19;
    private const int ConstraintUnique = 2067;

    /// <param name="isCommit">True if it was the commit that failed.</param>
    public static JournalException Translate(SqliteException exception, bool isCommit) => new(
        $"SQLite refused with {exception.SqliteExtendedErrorCode}: {exception.Message}",
        exception.SqliteErrorCode is Busy or Locked or NoMemory or Interrupted or InputOutput or Full,
        isCommit && exception.SqliteErrorCode is not Busy and not Locked and not Constraint,
        exception);

    /// <summary>The aggregate has such a version already: no other index of an event's table is unique but its primary key.</summary>
    public static bool IsVersionTaken(SqliteException exception) => exception.SqliteExtendedErrorCode == ConstraintUnique;
}
