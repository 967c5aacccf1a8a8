using System.Globalization;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>Figures of a bank beside the commands of the same run.</summary>
internal sealed class BankTable(string title)
{
    private readonly ResultTable _table = new(title, "a second", "of commands", "target", "p50 ms", "p99 ms", "failed");

    /// <summary>What the others are held against.</summary>
    public void AddCommands(LoadResult commands) => Add("commands", commands, commands, "");

    /// <param name="what">What was done.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="commands">Of the same run.</param>
    /// <param name="target">For a person.</param>
    public void Add(string what, LoadResult result, LoadResult commands, string target) => _table.Add(
        what, Show.Count(result.PerSecond), (result.PerSecond / commands.PerSecond).ToString("P1", CultureInfo.InvariantCulture), target,
        Show.Milliseconds(result.P50), Show.Milliseconds(result.P99), Show.Count(result.Failures));

    public void Print(TextWriter output) => _table.Print(output);

    /// <exception cref="BenchmarkFailedException">There is one.</exception>
    public static void ThrowIfAny(params ReadOnlySpan<string?> mistakes)
    {
        var all = string.Join("; ", mistakes.ToArray().OfType<string>());
        if (all.Length > 0) throw new BenchmarkFailedException(all + ".");
    }

    /// <summary>Says what the first failed call said, if any failed.</summary>
    public static string? FailureOf(LoadResult result) => result.Failures == 0 ? null : $"{result.Failures} failed, the first with {result.FirstFailure}";
}
