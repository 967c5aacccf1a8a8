using CommandProcessor.Journal.Postgres;
using Npgsql;

namespace CommandProcessor.Journal.Tests;

public sealed class PostgresErrorsTests
{
    [Theory]
    [InlineData("23505", false, false)] // unique violation
    [InlineData("22021", false, false)] // a character that is none
    [InlineData("28P01", false, false)] // wrong password
    [InlineData("42P01", false, false)] // no such table
    [InlineData("40001", true, false)] // serialization failure
    [InlineData("40P01", true, false)] // deadlock
    [InlineData("53100", true, false)] // disk full
    [InlineData("57014", true, false)] // canceled by a timeout
    [InlineData("25006", true, false)] // connected to a standby
    [InlineData("57P01", true, true)] // the server is shutting down
    [InlineData("57P02", true, true)] // the server crashed
    [InlineData("08006", true, true)] // connection failure
    [InlineData("40003", true, true)] // statement completion unknown
    public void An_error_of_the_server_is_told_by_its_code(string sqlState, bool isTransient, bool isOutcomeUnknown)
    {
        var error = new PostgresException("message", "ERROR", "ERROR", sqlState);

        var append = PostgresErrors.Translate(error, isAppend: true);
        var read = PostgresErrors.Translate(error, isAppend: false);

        Assert.Equal((isTransient, isOutcomeUnknown), (append?.IsTransient, append?.IsOutcomeUnknown));
        Assert.Equal((isTransient, false), (read?.IsTransient, read?.IsOutcomeUnknown));
    }

    [Fact]
    public void A_broken_connection_leaves_the_outcome_of_an_append_unknown()
    {
        var error = new NpgsqlException("broken", new IOException());

        Assert.Equal((true, true), (PostgresErrors.Translate(error, true)?.IsTransient, PostgresErrors.Translate(error, true)?.IsOutcomeUnknown));
    }

    [Fact]
    public void What_is_not_of_the_database_is_left_alone() => Assert.Null(PostgresErrors.Translate(new InvalidOperationException(), true));
}
