using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// A page of a log as it was, out of all entries that a fold writes: no more of them are kept than the page has, and one to know whether there is another.
/// </summary>
internal sealed class PastLogPage<TEntry>(LogPageRequest request)
    where TEntry : class
{
    private readonly LogCursor _start = request.After ?? new(request.Until?.UtcTicks ?? long.MaxValue, ""); // Until itself is not in it: no id is smaller than nothing.
    private readonly Dictionary<string, LogEntry<TEntry>> _kept = new(StringComparer.Ordinal);
    private readonly FirstOf<string, LogCursor> _first = new(request.CountMax);

    /// <summary>Takes what has been written since.</summary>
    public void Take(ModelLog<TEntry> log)
    {
        foreach (var written in log.Written)
        {
            var entry = new LogEntry<TEntry>(written.Sort, written.Id, written.Entry);
            if (written.Category != request.Category || entry.Cursor <= _start || entry.Sort < request.From.UtcTicks) continue;
            if (!_kept.TryAdd(entry.Id, entry)) _kept[entry.Id] = entry; // Its place stays.
            else if (_first.Add(entry.Id, entry.Cursor, out var dropped)) _kept.Remove(dropped);
        }
    }

    public LogPage<TEntry> ToPage(ViewFreshness freshness) =>
        new([.. _first.Page.Select(id => _kept[id])], _first.HasMore, freshness);
}
