using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Journal.Tests;

public sealed class SqlFileTests
{
    private const string Resource = "Sample.sql";

    private static readonly SqlFile File = SqlFile.Load(typeof(SqlFileTests).Assembly, Resource);

    [Fact]
    public void A_block_is_found_by_its_name_without_the_space_around_it() => Assert.Equal("SELECT 1\nFROM one -- name it", File["first"]);

    [Fact]
    public void Names_come_in_the_order_of_the_file() => Assert.Equal(["zeroth", "first", "empty"], File.Names);

    [Fact]
    public void A_block_may_be_empty() => Assert.Equal("", File["empty"]);

    [Fact]
    public void A_statement_that_is_missing_is_named_with_its_file() => Assert.Equal(
        "The file Sample.sql has no statement named second.", Assert.Throws<InvalidOperationException>(() => File["second"]).Message);

    [Fact]
    public void A_file_that_is_missing_is_named_with_its_assembly() => Assert.Equal(
        "The file Other.sql is not part of CommandProcessor.Journal.Tests.",
        Assert.Throws<InvalidOperationException>(() => SqlFile.Load(typeof(SqlFileTests).Assembly, "Other.sql")).Message);

    [Fact]
    public void A_script_is_read_as_it_stands() =>
        Assert.StartsWith("-- What stands before the first name is nobody's.", SqlFile.ReadText(typeof(SqlFileTests).Assembly, Resource), StringComparison.Ordinal);
}
