using System.Diagnostics;
using System.Text.Json;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>Tells whether one sequential order explains what clients saw: an independent checker, run as a program.</summary>
internal static class Judge
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Why nothing can be judged here; null if it can.</summary>
    public static string? WhyAbsent => TestServers.Judge is null ? "The program shared/linearizability/linearizability is not beside the checkout." : null;

    public static async Task<Verdict> JudgeAsync(IEnumerable<AccountOperation> history, CancellationToken cancellationToken)
    {
        var picture = Path.Combine(Path.GetTempPath(), $"not-linearizable-{Guid.NewGuid():n}.html");
        var start = new ProcessStartInfo(TestServers.Judge ?? throw new InvalidOperationException(WhyAbsent), ["-timeout", "120s", "-picture", picture])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The judge did not start.");
        var printed = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var mistakes = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            foreach (var operation in history) await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(operation, Json).AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has seen enough: what is malformed is refused at once.
        }

        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, $"{await printed}{await mistakes}".Trim(), picture);
    }
}

/// <param name="ExitCode">0 linearizable, 1 not, 2 malformed.</param>
/// <param name="Printed">What the judge says.</param>
/// <param name="Picture">The file that shows where it breaks, if it does.</param>
internal sealed record Verdict(int ExitCode, string Printed, string Picture)
{
    public void AssertLinearizable() =>
        Assert.True(ExitCode == 0, $"{Printed}{(File.Exists(Picture) ? $" The picture of it: {Picture}" : "")}");
}
