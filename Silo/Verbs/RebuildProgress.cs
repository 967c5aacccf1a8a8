using System.Globalization;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Silo.Replay;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Verbs;

/// <summary>
/// How a rebuild gets on since it is looked at, in words and as a bar. What was folded before that, by this build or one that was stopped, counts for how
/// far it is and not for how fast.
/// </summary>
internal sealed class RebuildProgress(string view, TimeProvider time)
{
    private RebuildStanding? _first;
    private RebuildStanding? _last;
    private string? _silence;
    private long _since;

    /// <summary>Events that were folded since it is looked at.</summary>
    private long Folded => _first is null || _last is null ? 0 : Math.Max(0, _last.Folded - _first.Folded);

    private TimeSpan Elapsed => _first is null ? TimeSpan.Zero : time.GetElapsedTime(_since);

    public void Show(RebuildStanding standing)
    {
        _silence = null;
        if (standing.Head == 0 && _last is not null) standing = standing with { Folded = _last.Folded, Head = _last.Head }; // Whoever goes on with it does not know yet.
        if (_first is null && standing.Head > 0) (_first, _since) = (standing, time.GetTimestamp());
        _last = standing;
    }

    /// <summary>Nobody answers, for the reason given.</summary>
    public void ShowSilence(string reason) => _silence = reason;

    /// <summary>Of how many events it is, and how many of them were folded here and how fast: none where it was all done at the first look.</summary>
    public string DescribeEnd() => _last is not { Head: > 0 } last ? ""
        : Folded == 0 ? string.Create(CultureInfo.InvariantCulture, $", of {last.Folded:N0} events")
        : string.Create(CultureInfo.InvariantCulture, $", of {last.Folded:N0} events; {Folded:N0} were folded in {Elapsed.TotalSeconds:N1} s ({Rate:N0}/s)");

    public IRenderable Draw() => new Rows(WorkDisplay.Bar(_last?.Folded ?? 0, _last?.Head ?? 0), new Markup(Markup.Escape(Describe())));

    public string Describe() => _silence is not null
        ? $"  {view}: nobody answers just now: {_silence}"
        : $"  {view}: {(_last is null ? "" : Describe(_last))}{(_last?.Fault is { } fault ? "; " + fault : "")}";

    private string Describe(RebuildStanding standing) => standing.State switch
    {
        RebuildState.Comparing => string.Create(CultureInfo.InvariantCulture, $"version {standing.Built} has caught up and is compared with {standing.Shown}"),
        RebuildState.Switching => string.Create(CultureInfo.InvariantCulture, $"version {standing.Built} is shown, what came meanwhile is added: {Events(standing)}"),
        RebuildState.Done => string.Create(CultureInfo.InvariantCulture, $"version {standing.Built} is shown and complete: {Events(standing)}"),
        _ when standing.Head == 0 => string.Create(CultureInfo.InvariantCulture, $"version {standing.Built} beside {standing.Shown}, finding where to go on"),
        _ => string.Create(CultureInfo.InvariantCulture, $"version {standing.Built} beside {standing.Shown}, {Events(standing)}, {Rate:N0}/s, time left {Left(standing)}"),
    };

    private static string Events(RebuildStanding standing) => string.Create(CultureInfo.InvariantCulture, $"{standing.Folded:N0} of {standing.Head:N0} events");

    private double Rate => Folded / Math.Max(0.001, Elapsed.TotalSeconds);

    private string Left(RebuildStanding standing) => Rate > 0
        ? TimeSpan.FromSeconds(Math.Max(0, standing.Head - standing.Folded) / Rate).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)
        : "unknown";
}
