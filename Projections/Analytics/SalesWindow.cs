using System.Globalization;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>
/// Sales by time: so many minutes, hours or days, counted back from the newest. Time goes on by what is ordered, never by a clock; what is ordered
/// for a time that is gone is not counted here.
/// </summary>
public sealed class SalesWindow
{
    private readonly ModelTable<SalesRow> _rows;
    private readonly ModelTable<NewestTime> _newest;
    private readonly long _ticks;
    private readonly int _countMax;
    private (long Number, string Key) _addedTo = (-1, ""); // Mostly the same again.

    internal SalesWindow(ModelTable<SalesRow> rows, ModelTable<NewestTime> newest, TimeSpan unit, int countMax) =>
        (_rows, _newest, _ticks, _countMax) = (rows, newest, unit.Ticks, countMax);

    /// <summary>The number of the newest; null if nothing was ever ordered.</summary>
    internal long? Newest => _newest.Find(_rows.Name)?.Number;

    internal int Count => _rows.Count;

    internal void Add(DateTimeOffset at, Sales change)
    {
        var number = at.UtcTicks / _ticks;
        if (!(Newest >= number)) MoveTo(number);
        if (Newest - number >= _countMax) return;
        if (number != _addedTo.Number) _addedTo = (number, Key(number));
        _rows.Set(_addedTo.Key, (_rows.Find(_addedTo.Key) ?? SalesRow.Empty).With(change));
    }

    /// <summary>The rows of the newest so many, by the number of their times.</summary>
    internal IEnumerable<(long Number, SalesRow Row)> Last(int countMax)
    {
        if (Newest is not { } newest) yield break;
        for (var number = Math.Max(newest - countMax + 1, 0); number <= newest; number++)
        {
            if (_rows.Find(Key(number)) is { } row) yield return (number, row);
        }
    }

    private void MoveTo(long newest)
    {
        if (Newest is { } before)
        {
            var goneTo = Math.Min(before, newest - _countMax);
            for (var gone = before - _countMax + 1; gone <= goneTo; gone++) _rows.Remove(Key(gone));
        }

        _newest.Set(_rows.Name, new(newest));
    }

    private static string Key(long number) => number.ToString(CultureInfo.InvariantCulture);
}
