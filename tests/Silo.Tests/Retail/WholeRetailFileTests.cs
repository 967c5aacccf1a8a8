using CommandProcessor.Silo.Retail;
using CommandProcessor.Testing;

namespace CommandProcessor.Silo.Tests.Retail;

/// <summary>The real file beside the checkout, against what was counted in it by other means.</summary>
public sealed class WholeRetailFileTests
{
    private static string? File
    {
        get
        {
            for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
            {
                var file = Path.Combine(folder.FullName, "shared", "data", "online-retail", "online_retail.csv.gz");
                if (System.IO.File.Exists(file)) return file;
            }

            return null;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_and_invoice_of_the_whole_file_is_accounted_for()
    {
        Assert.SkipWhen(File is null, "shared/data/online-retail is not beside the checkout.");
        var source = RetailSource.OfFile(File!, _ => { });

        var plan = await RetailPlan.ReadAsync(source, Token);

        var tally = source.Tally;
        Assert.Equal(541_909, source.LineCount);
        Assert.Equal(
            (22_061L, 3_836L, 3L),
            (tally.Invoices[RetailInvoiceKind.Normal], tally.Invoices[RetailInvoiceKind.Cancellation], tally.Invoices[RetailInvoiceKind.BadDebt]));
        Assert.Equal(
            new Dictionary<RetailReason, long>
            {
                [RetailReason.Cancellation] = 1_818,
                [RetailReason.BadDebt] = 3,
                [RetailReason.QuantityNotPositive] = 1_336,
                [RetailReason.PriceNotPositive] = 1_179,
                [RetailReason.PriceTooFine] = 4,
            },
            tally.LinesLeftOut.ToDictionary());
        Assert.Equal((530_099L, 19_959L, 10_655_622.48m), (tally.SoldLineCount, tally.OrderCount, tally.Total));
        Assert.Equal(22_061 - 19_959, tally.EmptyInvoices.Values.Sum());
        Assert.Equal(19_959, plan.Lives.Select(life => life.Order.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_bundled_sample_is_made_of_the_whole_file()
    {
        Assert.SkipWhen(File is null, "shared/data/online-retail is not beside the checkout.");
        using var whole = RetailFile.Open(File!);
        using var made = new StringWriter { NewLine = "\n" };
        await RetailSample.CopyAsync(whole, made, Token);

        await using var bundled = typeof(RetailSample).Assembly.GetManifestResourceStream(RetailSample.ResourceName)!; // The project embeds it.
        using var text = RetailFile.Open(bundled, RetailSample.ResourceName);

        Assert.True(made.ToString() == await text.ReadToEndAsync(Token), "The bundled sample is not what the verb 'sample' makes of the whole file.");
    }
}
