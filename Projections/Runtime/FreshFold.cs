using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Folds a partition's events for one of several disjoint sets of its keys.</summary>
internal sealed class FreshFold<TProjection, THead, TItem>(int pass, int passCount) : IFreshFold
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly Dictionary<PartitionKey, Model> _models = [];

    public int EventCount { get; private set; }

    public IEnumerable<PartitionKey> Keys => _models.Keys;

    public bool Covers(PartitionKey key) =>
        key.Value.StartsWith(TProjection.KeyKind + Identifier.Separator, StringComparison.Ordinal)
        && (passCount == 1 || XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.Value.AsSpan())) % (ulong)passCount == (ulong)pass);

    public void Fold(RecordedEvent recorded)
    {
        if (!Covers(recorded.Key)) return;
        if (!_models.TryGetValue(recorded.Key, out var model)) _models.Add(recorded.Key, model = new(TProjection.Initial(recorded.Key)));
        model.Fold(recorded);
        EventCount++;
    }

    public bool TryTake(PartitionKey key, [NotNullWhen(true)] out FreshReadModel? fresh)
    {
        fresh = _models.Remove(key, out var model) ? model.ToReadModel() : null;
        return fresh is not null;
    }

    public IEnumerable<ItemRow> Split(ItemRow row) => StoredItems<TProjection, THead, TItem>.Split(row);

    public Task<long> CompareBesideAsync(ReadModelId model, int partition, Action<string> differ, CancellationToken cancellationToken) => Task.FromResult(0L);

    private sealed class Model(THead head)
    {
        private readonly Dictionary<string, (TItem Item, long Position)> _items = new(StringComparer.Ordinal);
        private THead _head = head;
        private long _position;
        private long? _parkedPosition;

        public void Fold(RecordedEvent recorded)
        {
            if (_parkedPosition is not null) return;
            try
            {
                var reference = TProjection.ItemOf(recorded);
                var folded = TProjection.Apply(_head, reference is { } known ? _items.GetValueOrDefault(known.Item).Item : null, recorded);
                if (folded.Item is not null && reference is { } named) _items[named.Item] = (folded.Item, recorded.Position);
                _head = folded.Head;
                _position = recorded.Position;
            }
            catch (Exception) // The read model has to wait at this event too.
            {
                _parkedPosition = recorded.Position;
            }
        }

        public FreshReadModel ToReadModel() => new(_position, JsonSerializer.Serialize(_head, TProjection.HeadJson), _parkedPosition,
            _items.ToDictionary(item => item.Key, item => ToItem(item.Value.Item, item.Value.Position), StringComparer.Ordinal));

        private static FreshItem ToItem(TItem item, long position)
        {
            var index = TProjection.IndexOf(item);
            return new(index.Sort, index.Category, JsonSerializer.Serialize(item, TProjection.ItemJson), position);
        }
    }
}
