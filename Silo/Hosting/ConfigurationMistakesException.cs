namespace CommandProcessor.Silo.Hosting;

/// <summary>The configuration cannot be used; the message lists every mistake in it.</summary>
public sealed class ConfigurationMistakesException(IReadOnlyList<string> mistakes)
    : Exception($"The configuration has {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")}:{string.Concat(mistakes.Select(mistake => $"\n  - {mistake}"))}")
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
