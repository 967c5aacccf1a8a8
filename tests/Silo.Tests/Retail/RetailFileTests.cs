using System.Text;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Testing;
using static CommandProcessor.Silo.Tests.Retail.RetailText;

namespace CommandProcessor.Silo.Tests.Retail;

public sealed class RetailFileTests
{
    private static readonly string Many = File([.. Enumerable.Range(0, 5_000).Select(index => Line($"{536365 + index}", $"{index * 7919 % 99_991}"))]);

    [Fact]
    public async Task Plain_and_gzipped_are_told_apart_by_what_they_hold()
    {
        Assert.Equal(5_000, await CountAsync(Encoding.UTF8.GetBytes(Many), "plain.csv"));
        Assert.Equal(5_000, await CountAsync(Gzipped(Many), "gzipped.csv.gz"));
        Assert.Equal(5_000, await CountAsync(Gzipped(Many), "gzipped-without-saying-so.csv"));
    }

    [Fact]
    public async Task A_gzipped_file_that_was_cut_is_an_error_and_not_fewer_orders()
    {
        var whole = Gzipped(Many);

        var error = await Assert.ThrowsAsync<RetailFileException>(() => CountAsync(whole[..(whole.Length / 2)], "cut.csv.gz"));

        Assert.Matches("cut.csv.gz, line [0-9]+", error.Message);
    }

    [Fact]
    public async Task A_gzipped_file_that_was_damaged_is_an_error()
    {
        var damaged = Gzipped(Many);
        damaged.AsSpan(damaged.Length / 2, 64).Fill(0xFF);

        await Assert.ThrowsAsync<RetailFileException>(() => CountAsync(damaged, "damaged.csv.gz"));
    }

    [Fact]
    public async Task A_file_that_says_it_is_gzipped_must_be()
    {
        var error = await Assert.ThrowsAsync<RetailFileException>(() => CountAsync(Encoding.UTF8.GetBytes(Many), "retail.csv.gz"));

        Assert.Contains("retail.csv.gz is not gzipped", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("InvoiceNo,StockCode,Quantity,InvoiceDate,CustomerID\n", "line 1: there is no column UnitPrice, Country")]
    [InlineData("hello\n", "there is no column InvoiceNo, StockCode")]
    public async Task A_file_without_the_columns_is_an_error_that_names_them(string text, string expected)
    {
        var error = await Assert.ThrowsAsync<RetailFileException>(() => CountAsync(Encoding.UTF8.GetBytes(text), "other.csv"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_a_clear_error()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("cannot be read", Assert.Throws<RetailFileException>(() => RetailFile.Open(Path.Combine(folder.Path, "none.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<RetailFileException>(() => RetailFile.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(byte[] bytes, string name) =>
        await Source(bytes, name, _ => { }).ReadOrdersAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);
}
