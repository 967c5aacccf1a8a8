using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// The bundled sample: every line, dirt and cancellations too, of a tenth of the customers, chosen by the hash of their number, and of
/// a tenth of the invoices without a customer, chosen by the hash of theirs. So a customer's history is whole, and the choice is the same for ever.
/// </summary>
internal static class RetailSample
{
    public const string ResourceName = "online-retail-sample.csv.gz";
    private const int Share = 10;

    /// <summary>Reads the sample that is part of the program.</summary>
    public static RetailSource Bundled(Action<RetailRejection> reject) => new(
        () => RetailFile.Open(
            typeof(RetailSample).Assembly.GetManifestResourceStream(ResourceName)
                ?? throw new InvalidOperationException($"The sample {ResourceName} is not in the assembly."),
            ResourceName),
        ResourceName,
        reject);

    /// <summary>Makes the sample of the whole file.</summary>
    /// <returns>How many lines it has, the header not counted.</returns>
    public static async Task<long> WriteAsync(string sourcePath, string targetPath, CancellationToken cancellationToken)
    {
        using var source = RetailFile.Open(sourcePath);
        await using var target = new StreamWriter(new GZipStream(File.Create(targetPath), CompressionLevel.SmallestSize), new UTF8Encoding(false)) { NewLine = "\n" };
        return await CopyAsync(source, target, cancellationToken);
    }

    /// <summary>No field of the data holds a line break, so that a line can be taken as it stands.</summary>
    internal static async Task<long> CopyAsync(TextReader source, TextWriter target, CancellationToken cancellationToken)
    {
        await target.WriteLineAsync((await source.ReadLineAsync(cancellationToken)).AsMemory(), cancellationToken);
        var count = 0L;
        while (await source.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!IsChosen(line)) continue;
            await target.WriteLineAsync(line.AsMemory(), cancellationToken);
            count++;
        }

        return count;
    }

    private static bool IsChosen(string line)
    {
        var customer = line[..line.LastIndexOf(',')];
        customer = customer[(customer.LastIndexOf(',') + 1)..];
        var chosenBy = customer.Length > 0 ? customer : line[..line.IndexOf(',', StringComparison.Ordinal)];
        return XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(chosenBy)) % Share == 0;
    }
}
