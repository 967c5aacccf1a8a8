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
            if (finding.IsClean) console.MarkupLineInterpolated($"[green]verified[/]  {finding.Part}: {finding.What}");
            else ShowDifferences(console, finding);
            foreach (var open in finding.Open) console.MarkupLineInterpolated($"[yellow]open[/]      {finding.Part}: {open}");
        }

        return findings.All(finding => finding.IsClean);
    }

    private static void ShowDifferences(IAnsiConsole console, Finding finding)
    {
        console.MarkupLineInterpolated($"[red]DIFFERS[/]   {finding.Part}: {finding.DifferenceCount} differences");
        foreach (var difference in finding.Differences.Take(ShownCountMax)) console.MarkupLineInterpolated($"            {difference}");
    }
}
