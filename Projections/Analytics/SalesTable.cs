using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Sales by name. Once there are as many names as may be, what else comes is counted under one name.</summary>
public sealed class SalesTable
{
    private readonly ModelTable<SalesRow> _rows;
    private readonly int _countMax;

    internal SalesTable(ModelTable<SalesRow> rows, int countMax) => (_rows, _countMax) = (rows, countMax);

    public IReadOnlyDictionary<string, SalesRow> Rows => _rows.Rows;

    /// <summary>The row as it has become.</summary>
    internal SalesRow Add(string name, Sales change)
    {
        var row = _rows.Find(name);
        if (row is null && _rows.Count >= _countMax)
        {
            // Names are never forgotten: what is counted here now will be looked for here later.
            name = AnalyticsLimits.OtherName;
            row = _rows.Find(name);
        }

        var changed = (row ?? SalesRow.Empty).With(change);
        _rows.Set(name, changed);
        return changed;
    }
}
