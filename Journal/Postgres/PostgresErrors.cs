using System.Net.Sockets;
using Npgsql;

namespace CommandProcessor.Journal.Postgres;

/// <summary>What an exception of the driver means to the caller, told by its type and SqlState.</summary>
internal static class PostgresErrors
{
    private const string ConnectionClass = "08";
    private const string ResourcesClass = "53";
    private const string OperatorClass = "57P";
    private const string StatementCompletionUnknown = "40003";

    /// <param name="isAppend">True from the moment that something was sent which may have been committed.</param>
    public static JournalException? Translate(Exception exception, bool isAppend) => exception switch
    {
        PostgresException error => new(
            $"PostgreSQL refused with {error.SqlState}: {error.MessageText}", IsTransient(error), isAppend && IsOutcomeUnknown(error), error),
        NpgsqlException error => new($"PostgreSQL cannot be reached: {error.Message}", IsTransient(error), isAppend, error),
        IOException or SocketException or TimeoutException => new($"PostgreSQL cannot be reached: {exception.Message}", true, isAppend, exception),
        _ => null,
    };

    /// <summary>An error of a statement means that its transaction is rolled back, unless it is the connection or the server that ended.</summary>
    public static bool IsRolledBack(PostgresException error) => !IsOutcomeUnknown(error);

    private static bool IsOutcomeUnknown(PostgresException error) =>
        IsOf(error, ConnectionClass) || IsOf(error, OperatorClass) || error.SqlState == StatementCompletionUnknown;

    private static bool IsTransient(PostgresException error) =>
        error.IsTransient || IsOf(error, ConnectionClass) || IsOf(error, ResourcesClass) || IsOf(error, OperatorClass)
        || error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction or StatementCompletionUnknown;

    /// <summary>The driver's own word is enough, but for what it cannot know: a broken stream is always worth another connection.</summary>
    private static bool IsTransient(NpgsqlException error) =>
        error.IsTransient || error.InnerException is IOException or SocketException or TimeoutException;

    private static bool IsOf(PostgresException error, string classCode) => error.SqlState.StartsWith(classCode, StringComparison.Ordinal);
}
