using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Journal.Tests;

public sealed class SqlStatementsTests
{
    [Fact]
    public void Both_dialects_have_the_same_statements()
    {
        var postgres = new SqlStatements("Postgres", 1).Names;
        var sqlite = new SqlStatements("Sqlite", 1).Names;

        // SQLite appends in two steps within its transaction; PostgreSQL does both in one statement.
        Assert.Equal(postgres.Order(), sqlite.Except(["move_head"]).Order());
    }

    [Theory]
    [InlineData("Postgres")]
    [InlineData("Sqlite")]
    public void No_placeholder_is_left_in_a_statement_of_a_partition(string dialect)
    {
        var statements = new SqlStatements(dialect, 8);

        Assert.All(statements.Names, name => Assert.DoesNotContain('{', statements.Get(name, 7)));
        Assert.Contains("journal_event_0007", statements.Get("read_partition", 7), StringComparison.Ordinal);
    }
}
