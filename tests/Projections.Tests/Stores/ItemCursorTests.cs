using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Stores;

public sealed class ItemCursorTests
{
    [Theory]
    [InlineData(0, "1")]
    [InlineData(long.MaxValue, "a/b")]
    [InlineData(-5, "😀")]
    public void A_cursor_reads_back_as_it_was_written(long sort, string item) =>
        Assert.Equal(new(sort, item), ItemCursor.Parse(new ItemCursor(sort, item).ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("12")]
    [InlineData("12/")]
    [InlineData("x/1")]
    public void What_no_page_gave_is_no_cursor(string text) => Assert.Throws<FormatException>(() => ItemCursor.Parse(text));
}
