namespace CommandProcessor.Silo.Verbs;

/// <param name="File">The online retail data as CSV, plain or gzipped.</param>
/// <param name="CallerCount">How many callers send at once.</param>
/// <param name="Report">Where to write the lines that were left out; null for nowhere.</param>
internal sealed record LoadOptions(string File, int CallerCount, string? Report)
{
    /// <summary>Callers mostly wait for processes; more of them make larger commits, and each waits longer.</summary>
    public const int CallerCountDefault = 256;
}
