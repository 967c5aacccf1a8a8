using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CommandProcessor.Projections.Partitions;

/// <summary>The log of a model as the shell sees it: which entries are to be saved.</summary>
public abstract class ModelLog
{
    /// <summary>The entries that were written since they were last taken, each once, as written last.</summary>
    internal abstract IReadOnlyList<StoredEntry> TakeWritten();

    /// <summary>As if all that was written had been taken.</summary>
    internal abstract void Forget();

    internal abstract void Keep();

    internal abstract void Undo();

    /// <param name="Category">0 or more.</param>
    internal readonly record struct StoredEntry(string Id, long Sort, int Category, string Body);
}

/// <summary>Entries that are read by pages, the newest first, and never by the fold. The same id written again replaces what was there.</summary>
public sealed class ModelLog<TEntry> : ModelLog
    where TEntry : class
{
    private readonly List<WrittenEntry> _byThisEvent = [];
    private readonly JsonTypeInfo<TEntry> _json;
    private Dictionary<string, WrittenEntry> _written = new(StringComparer.Ordinal);

    internal ModelLog(JsonTypeInfo<TEntry> json) => _json = json;

    /// <param name="id">Unique over all partitions, and the same in every fold: such as partition and position of the event.</param>
    /// <param name="at">Orders the entries; never changes for an id.</param>
    /// <param name="category">What entries can be looked up by, 0 or more; never changes for an id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The category is negative.</exception>
    public void Write(string id, DateTimeOffset at, TEntry entry, int category = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(category);
        _byThisEvent.Add(new(id, at.UtcTicks, category, entry));
    }

    /// <summary>What was written since it was last taken.</summary>
    internal IEnumerable<WrittenEntry> Written => _written.Values;

    internal override void Forget() => _written.Clear();

    internal override IReadOnlyList<StoredEntry> TakeWritten()
    {
        var written = _written;
        _written = new(StringComparer.Ordinal);
        return [.. written.Values.Select(entry => new StoredEntry(entry.Id, entry.Sort, entry.Category, JsonSerializer.Serialize(entry.Entry, _json)))];
    }

    /// <exception cref="JsonException">The body is not of this version's shape.</exception>
    internal TEntry Read(string body) => JsonSerializer.Deserialize(body, _json) ?? throw new JsonException("An entry is null.");

    internal override void Keep()
    {
        foreach (var written in _byThisEvent) _written[written.Id] = written;
        _byThisEvent.Clear();
    }

    internal override void Undo() => _byThisEvent.Clear();

    internal readonly record struct WrittenEntry(string Id, long Sort, int Category, TEntry Entry);
}
