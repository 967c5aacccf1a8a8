using Spectre.Console;

namespace CommandProcessor.Silo.Verification;

/// <summary>Shows findings to a person.</summary>
internal static class FindingTable
{
    private const int ShownCountMax = 10;

    public static bool Show(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.IsClean)
            {
                console.MarkupLineInterpolated($"[green]verified[/]  {finding.Part}: {finding.What}");
                continue;
            }

            console.MarkupLineInterpolated($"[red]DIFFERS[/]   {finding.Part}: {finding.DifferenceCount} differences");
            foreach (var difference in finding.Differences.Take(ShownCountMax)) console.MarkupLineInterpolated($"            {difference}");
        }

        return findings.All(finding => finding.IsClean);
    }
}
