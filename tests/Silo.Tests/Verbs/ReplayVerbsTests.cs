using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;
using static CommandProcessor.Silo.Tests.Retail.RetailText;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>demo and load as they are called from a terminal, embedded.</summary>
public sealed class ReplayVerbsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demo_goes_on_from_where_the_one_before_ended()
    {
        using var folder = new TemporaryFolder();

        var (firstExit, first) = await RunAsync(folder, "demo", "--orders", "20");
        var (secondExit, second) = await RunAsync(folder, "demo", "--orders", "30");
        var (thirdExit, third) = await RunAsync(folder, "demo", "--orders", "30");

        Assert.Equal((0, 0, 0), (firstExit, secondExit, thirdExit));
        Assert.Contains("20 orders placed, 0 were there already", first, StringComparison.Ordinal);
        Assert.Contains("10 orders placed, 20 were there already", second, StringComparison.Ordinal);
        Assert.Contains("All 30 orders were there already", third, StringComparison.Ordinal);
        Assert.All([first, second, third], printed => Assert.Contains("Nothing was lost.", printed, StringComparison.Ordinal));
        Assert.All([first, second, third], printed => Assert.DoesNotContain("info: ", printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loading_twice_ends_with_the_same_orders()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "retail.csv");
        var report = Path.Combine(folder.Path, "report.csv");
        await System.IO.File.WriteAllTextAsync(
            file, File(Line("536365"), Line("536365", quantity: "-1"), Line("536366", price: "3.00"), Line("C536367", quantity: "-6"), Line("536368", customer: ""), Line("C536369", quantity: "-1", customer: "4")), Token);

        var (firstExit, first) = await RunAsync(folder, "load", file, "--report", report);
        var (secondExit, second) = await RunAsync(folder, "load", file);

        Assert.Equal((0, 0), (firstExit, secondExit));
        Assert.Contains("3 orders placed, 0 were there already, 0 refused", first, StringComparison.Ordinal);
        Assert.Contains("0 orders placed, 3 were there already, 0 refused", second, StringComparison.Ordinal);
        Assert.All([first, second], printed => Assert.Contains("all 3 orders stand in the histories of 2 customers where they should, and come to 48.60 GBP", printed, StringComparison.Ordinal));
        Assert.Equal(
            ["line,invoice,reason,detail", "3,536365,quantity not positive,quantity -1", "7,C536369,cancels nothing that was bought before (C…),85123A × -1"],
            await System.IO.File.ReadAllLinesAsync(report, Token));
    }

    [Theory]
    [InlineData("InvoiceNo,StockCode\n", "there is no column Quantity")]
    [InlineData(null, "cannot be read")]
    public async Task A_bad_file_is_a_clear_error_before_anything_is_sent(string? text, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "retail.csv");
        if (text is not null) await System.IO.File.WriteAllTextAsync(file, text, Token);

        var (exitCode, printed) = await RunAsync(folder, "load", file);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    private static Task<(int ExitCode, string Printed)> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        SiloProcess.RunAsync([.. arguments, "--data", Path.Combine(folder.Path, "data")], Token);
}
