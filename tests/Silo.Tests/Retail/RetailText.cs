using System.IO.Compression;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Tests.Retail;

/// <summary>Small files of retail data and what is read from them.</summary>
internal static class RetailText
{
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    public static string Line(
        string invoice, string stockCode = "85123A", string quantity = "6", string price = "2.55", string customer = "17850", string minute = "26") =>
        $"{invoice},{stockCode},WHITE HANGING HEART,{quantity},2010-12-01T08:{minute}:00,{price},{customer},United Kingdom";

    public static string File(params string[] lines) => string.Join('\n', [Header, .. lines]) + "\n";

    public static byte[] Gzipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest))) writer.Write(text);
        return bytes.ToArray();
    }

    public static RetailSource Source(byte[] bytes, string name, Action<RetailRejection> reject) =>
        new(() => RetailFile.Open(new MemoryStream(bytes), name), name, reject);

    public static async Task<(List<RetailOrder> Orders, List<RetailRejection> Rejections, RetailTally Tally)> ReadAsync(params string[] lines)
    {
        var rejections = new List<RetailRejection>();
        var source = Source(System.Text.Encoding.UTF8.GetBytes(File(lines)), "retail.csv", rejections.Add);
        var orders = await source.ReadOrdersAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return (orders, rejections, source.Tally);
    }
}
