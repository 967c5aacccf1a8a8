using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CommandProcessor.Projections.Partitions;

/// <summary>A table of a model as the shell sees it: which rows are to be saved.</summary>
public abstract class ModelTable
{
    private protected ModelTable(string name) => Name = name;

    /// <summary>Stands in the rows and never changes.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Keys of all rows, in no order.</summary>
    internal abstract IEnumerable<string> Keys { get; }

    /// <summary>The row as it is stored, or null if there is none.</summary>
    internal abstract string? Body(string key);

    /// <exception cref="JsonException">The body is not of this version's shape.</exception>
    internal abstract void Load(string key, string body);

    /// <summary>The keys of rows that were set or removed since they were last taken.</summary>
    internal abstract IReadOnlyCollection<string> TakeChanged();

    internal abstract void Keep();

    internal abstract void Undo();
}

/// <summary>Rows by key, all of them in memory. A row is immutable: what changes is set anew.</summary>
public sealed class ModelTable<TRow> : ModelTable
    where TRow : class
{
    private readonly Dictionary<string, TRow> _rows = new(StringComparer.Ordinal);
    private readonly List<(string Key, TRow? Before)> _byThisEvent = [];
    private readonly JsonTypeInfo<TRow> _json;
    private HashSet<string> _changed = new(StringComparer.Ordinal);

    internal ModelTable(string name, JsonTypeInfo<TRow> json)
        : base(name) => _json = json;

    public override int Count => _rows.Count;

    /// <summary>All rows with their keys, in no order.</summary>
    public IReadOnlyDictionary<string, TRow> Rows => _rows;

    internal override IEnumerable<string> Keys => _rows.Keys;

    public TRow? Find(string key) => _rows.GetValueOrDefault(key);

    public bool TryFind(string key, [NotNullWhen(true)] out TRow? row) => _rows.TryGetValue(key, out row);

    /// <summary>Adds the row or puts it in the place of the one before.</summary>
    public void Set(string key, TRow row)
    {
        _byThisEvent.Add((key, _rows.GetValueOrDefault(key)));
        _rows[key] = row;
    }

    /// <summary>True if there was such a row.</summary>
    public bool Remove(string key)
    {
        if (!_rows.Remove(key, out var before)) return false;
        _byThisEvent.Add((key, before));
        return true;
    }

    internal override string? Body(string key) => _rows.TryGetValue(key, out var row) ? JsonSerializer.Serialize(row, _json) : null;

    internal override void Load(string key, string body) =>
        _rows[key] = JsonSerializer.Deserialize(body, _json) ?? throw new JsonException($"Row {key} of table {Name} is null.");

    internal override IReadOnlyCollection<string> TakeChanged()
    {
        var changed = _changed;
        _changed = new(StringComparer.Ordinal);
        return changed;
    }

    internal override void Keep()
    {
        foreach (var (key, _) in _byThisEvent) _changed.Add(key);
        _byThisEvent.Clear();
    }

    internal override void Undo()
    {
        for (var at = _byThisEvent.Count - 1; at >= 0; at--)
        {
            if (_byThisEvent[at].Before is { } before) _rows[_byThisEvent[at].Key] = before;
            else _rows.Remove(_byThisEvent[at].Key);
        }

        _byThisEvent.Clear();
    }
}
