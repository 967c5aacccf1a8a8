using System.Globalization;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>Figures of a bank beside the commands of the same run.</summary>
internal sealed class BankTable(string title)
{
    private readonly ResultTable _table = new(title, "a second", "of commands", "in rounds", "target", "p50 ms", "p99 ms", "failed");

    /// <summary>What the others are held against.</summary>
    public void AddCommands(Measurement commands) => Add("commands", commands, commands, "");

    /// <param name="what">What was done.</param>
    /// <param name="measured">What came of it.</param>
    /// <param name="commands">Of the same run.</param>
    /// <param name="target">For a person.</param>
    public void Add(string what, Measurement measured, Measurement commands, string target)
    {
        var (whole, shares) = (measured.Whole, measured.SharesOf(commands));
        _table.Add(
            what, Show.Count(whole.PerSecond), Percent(whole.PerSecond / commands.Whole.PerSecond), $"{Percent(shares[0])} - {Percent(shares[^1])}", target,
            Show.Milliseconds(whole.P50), Show.Milliseconds(whole.P99), Show.Count(whole.Failures));
    }

    public void Print(TextWriter output) => _table.Print(output);

    /// <exception cref="BenchmarkFailedException">There is one.</exception>
    public static void ThrowIfAny(params ReadOnlySpan<string?> mistakes)
    {
        var all = string.Join("; ", mistakes.ToArray().OfType<string>());
        if (all.Length > 0) throw new BenchmarkFailedException(all + ".");
    }

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>Says what the first failed call said, if any failed.</summary>
    public static string? FailureOf(LoadResult result) => result.Failures == 0 ? null : $"{result.Failures} failed, the first with {result.FirstFailure}";
}
