using CommandProcessor.Silo.Retail;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Makes the bundled sample of the whole online retail data; for those who work on this program.</summary>
internal static class SampleVerb
{
    public static async Task<int> RunAsync(string source, string target, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var count = await RetailSample.WriteAsync(source, target, cancellationToken);
        console.MarkupLineInterpolated($"{count} lines of {source} written to {target}");
        return 0;
    }
}
