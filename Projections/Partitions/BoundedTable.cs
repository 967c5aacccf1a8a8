using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CommandProcessor.Projections.Partitions;

/// <summary>Which row has the place of that number.</summary>
public sealed record BoundedPlace(string Key);

/// <summary>
/// Rows by key, of which there are never more than so many. Once all places are taken, a new row takes one of a few places that its key
/// names: that of the row which was changed longest ago. So what is busy stays, a new row costs the same however many there are, and which
/// row is forgotten follows from the events alone.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="places">Says who has which place; written when a row is new, never when it changes.</param>
/// <param name="countMax">Rows at most. A smaller one than before forgets nothing by itself.</param>
/// <param name="changedAt">The position of the event that changed a row last.</param>
public sealed class BoundedTable<TRow>(ModelTable<TRow> rows, ModelTable<BoundedPlace> places, int countMax, Func<TRow, long> changedAt)
    where TRow : class
{
    /// <summary>Places that are looked at for one to forget: the more, the closer to the one that was changed longest ago of all.</summary>
    private const int CandidateCount = 8;

    public IReadOnlyDictionary<string, TRow> Rows => rows.Rows;

    public TRow? Find(string key) => rows.Find(key);

    public void Set(string key, TRow row)
    {
        if (rows.Find(key) is null) TakePlace(key);
        rows.Set(key, row);
    }

    private void TakePlace(string key)
    {
        var place = Name(places.Count);
        if (places.Count >= countMax)
        {
            place = LeastBusy(key);
            if (places.Find(place) is { } forgotten) rows.Remove(forgotten.Key);
        }

        places.Set(place, new(key));
    }

    private string LeastBusy(string key)
    {
        var first = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan())) % (ulong)countMax;
        var (found, oldest) = (Name((int)first), long.MaxValue);
        for (var step = 0; step < Math.Min(CandidateCount, countMax); step++)
        {
            var candidate = Name((int)((first + (ulong)step) % (ulong)countMax));
            var at = places.Find(candidate) is { } taken && rows.Find(taken.Key) is { } row ? changedAt(row) : 0;
            if (at >= oldest) continue;
            (found, oldest) = (candidate, at);
        }

        return found;
    }

    private static string Name(int place) => place.ToString(CultureInfo.InvariantCulture);
}
