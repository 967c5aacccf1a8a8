using CommandProcessor.Benchmarks.Load;

namespace CommandProcessor.Benchmarks.Commands;

/// <summary>A contender in the run: what it was asked, what it showed.</summary>
internal sealed class Contestant(string name, IContender contender)
{
    private readonly Dictionary<(string Work, int Callers), LoadResult> _results = [];

    public string Name => name;

    public IContender Contender => contender;

    /// <summary>Commands that were answered, in all.</summary>
    public long Answers { get; set; }

    public long Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    public LoadResult? At(string work, int callers) => _results.GetValueOrDefault((work, callers));

    /// <summary>Its highest rate at any level.</summary>
    public double BestOf(string work) => _results.Where(result => result.Key.Work == work).Select(result => result.Value.PerSecond).DefaultIfEmpty().Max();

    public void Add(string work, int callers, LoadResult result) => _results.Add((work, callers), result);

    /// <summary>Counts what came of its commands, measured or not.</summary>
    public void Count(LoadResult result)
    {
        Answers += result.Answers;
        Failures += result.Failures;
        FirstFailure ??= result.FirstFailure;
    }
}
