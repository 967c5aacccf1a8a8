using System.IO.Compression;
using CommandProcessor.Testing;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>So much of the bundled sample as a test loads.</summary>
/// <param name="LineCount">How many of its lines, with the names of the columns.</param>
/// <param name="EventCount">About what they leave in the journal with all that comes of them.</param>
internal sealed record RetailSampleFile(int LineCount, int EventCount)
{
    /// <summary>2,038 orders.</summary>
    public static RetailSampleFile Whole { get; } = new(int.MaxValue, 167_000);

    /// <summary>35 orders.</summary>
    public static RetailSampleFile Beginning { get; } = new(2_000, 7_900);

    /// <returns>The path of the file.</returns>
    public async Task<string> WriteAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Path, "sample.csv");
        await using var bundled = new GZipStream(File.OpenRead(Repository.PathOf("Silo", "Retail", "online-retail-sample.csv.gz")), CompressionMode.Decompress);
        using var lines = new StreamReader(bundled);
        await using var written = new StreamWriter(path);
        for (var count = 0; count < LineCount && await lines.ReadLineAsync(cancellationToken) is { } line; count++)
            await written.WriteLineAsync(line.AsMemory(), cancellationToken);
        return path;
    }
}
