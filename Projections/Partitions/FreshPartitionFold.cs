using System.Diagnostics.CodeAnalysis;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// What the journal alone says that a view over everybody is in a partition. It is folded whole, so only the first pass covers anything.
/// </summary>
internal sealed class FreshPartitionFold<TModel>(IPartitionProjection<TModel> projection, IModelSink<TModel>? sink, int pass) : IFreshFold
    where TModel : PartitionModel
{
    private readonly ModelFold<TModel> _fold = new(projection);
    private readonly Dictionary<string, FreshItem> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<PartitionKey> _left = [];
    private PartitionKey? _own;

    public int EventCount { get; private set; }

    public IEnumerable<PartitionKey> Keys => _left;

    public bool Covers(PartitionKey key) => pass == 0;

    public void Fold(RecordedEvent recorded)
    {
        if (pass > 0) return;
        if (_own is null) _left.Add((_own = ViewKey.Of(recorded.Partition)).Value);
        if (_fold.Fold(recorded) is not null) _left.Add(recorded.Key);
        foreach (var entry in _fold.Model.Entries?.TakeWritten() ?? []) _entries[ViewRows.ItemOfEntry(entry.Id)] = new(entry.Sort, entry.Category, entry.Body, Position: null);
        EventCount++;
    }

    public bool TryTake(PartitionKey key, [NotNullWhen(true)] out FreshReadModel? fresh)
    {
        fresh = !_left.Remove(key) ? null
            : key == _own ? new(_fold.Position, ViewRows.HeadOf(projection.Rules), ParkedPosition: null, Items())
            : _fold.Parked[key].Position is var parked ? new(parked - 1, ViewRows.HeadBody, parked, new Dictionary<string, FreshItem>()) : null;
        return fresh is not null;
    }

    public IEnumerable<ItemRow> Split(ItemRow row) => [row];

    public Task<long> CompareBesideAsync(ReadModelId model, int partition, Action<string> differ, CancellationToken cancellationToken) =>
        sink is null || pass > 0 ? Task.FromResult(0L) : sink.CompareAsync(model, partition, _fold.Model, differ, cancellationToken);

    private Dictionary<string, FreshItem> Items()
    {
        for (var number = 0; number < _fold.Model.Tables.Count; number++)
        {
            var table = _fold.Model.Tables[number];
            foreach (var key in table.Keys)
            {
                if (table.Body(key) is { } body) _entries[ViewRows.ItemOf(table, key)] = new(Sort: 0, ViewRows.CategoryOf(number), body, Position: null);
            }
        }

        return _entries;
    }
}
