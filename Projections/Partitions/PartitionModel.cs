using System.Text.Json.Serialization.Metadata;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// What a projection over everybody keeps of a partition: tables of rows that stay in memory, and a log of entries that does not. An event
/// costs what it changes, however much there is.
/// </summary>
public abstract class PartitionModel
{
    private readonly List<ModelTable> _tables = [];

    /// <summary>The tables in the order in which they were declared.</summary>
    internal IReadOnlyList<ModelTable> Tables => _tables;

    internal ModelLog? Entries { get; private set; }

    /// <summary>Declares a table. Its rows are all in memory: the fold has to bound them.</summary>
    /// <param name="name">Stands in the rows and never changes; lower case.</param>
    /// <exception cref="ArgumentException">There is a table of that name.</exception>
    protected ModelTable<TRow> Table<TRow>(string name, JsonTypeInfo<TRow> json)
        where TRow : class
    {
        if (_tables.Any(known => known.Name == name)) throw new ArgumentException($"There is a table '{name}' already.", nameof(name));
        var table = new ModelTable<TRow>(name, json);
        _tables.Add(table);
        return table;
    }

    /// <summary>Declares the log of the model. Its entries are in the database only: a fold writes them and never reads them.</summary>
    /// <exception cref="InvalidOperationException">There is a log already.</exception>
    protected ModelLog<TEntry> Log<TEntry>(JsonTypeInfo<TEntry> json)
        where TEntry : class
    {
        if (Entries is not null) throw new InvalidOperationException("A model has one log.");
        var log = new ModelLog<TEntry>(json);
        Entries = log;
        return log;
    }

    /// <summary>What the event changed stays.</summary>
    internal void Keep()
    {
        foreach (var table in _tables) table.Keep();
        Entries?.Keep();
    }

    /// <summary>As if the event had not been.</summary>
    internal void Undo()
    {
        foreach (var table in _tables) table.Undo();
        Entries?.Undo();
    }
}
