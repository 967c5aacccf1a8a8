using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>The past of a read model as the shell's services know it: without its model.</summary>
internal interface IPastFold
{
    void Fold(RecordedEvent recorded);

    /// <summary>What it was, with its newest items; null if it had no events.</summary>
    PastReadModel? ToReadModel(string projection);
}

/// <summary>Folds what one read model was by the same fold as it is folded by now, and forgets what the question does not need.</summary>
/// <param name="itemsMax">Items that it holds at most, where later events may change them.</param>
internal sealed class PastFold<TProjection, THead, TItem>(PartitionKey key, PastQuestion<THead> question, int itemsMax) : IPastFold
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly ReadModelMemory<TProjection, THead, TItem> _memory = new(key, StoredItems<TProjection, THead, TItem>.AreFinal ? 0 : int.MaxValue, row: null);
    private readonly Newest[] _pages = [.. question.Pages.Select(page => new Newest(page))];
    private HeldItem<TItem>? _item;
    private long _itemCount;
    private RecordedEvent? _parked;

    /// <exception cref="ArgumentException">It has more items than may be held.</exception>
    public void Fold(RecordedEvent recorded)
    {
        if (_parked is not null) return;
        try
        {
            _memory.Fold(recorded);
        }
        catch (Exception) // The read model waits at this event too.
        {
            _parked = recorded;
            return;
        }

        if (StoredItems<TProjection, THead, TItem>.AreFinal) TakeFinal(recorded);
        else if (_memory.ItemCount > itemsMax)
            throw new ArgumentException($"{TProjection.Name} of {key} had more than {itemsMax} items, ProjectionOptions.AsOfItemsMax.");
    }

    public PastModel<THead, TItem> ToModel()
    {
        var since = _parked?.RecordedAt;
        if (!StoredItems<TProjection, THead, TItem>.AreFinal)
        {
            _item = question.Item is { } id ? _memory.Find(id) : null;
            foreach (var page in _pages) page.Take(_memory.Items, _memory.Head);
        }

        return new(new(_memory.Head, _memory.Position, since), new(_item is { } item ? [item.Item] : [], Next: null, since), [.. _pages.Select(page => page.ToPage(since))]);
    }

    public PastReadModel? ToReadModel(string projection)
    {
        var model = ToModel();
        if (model.Head.Position == 0 && _parked is null) return null;
        var items = _pages.SelectMany(page => page.Items).Select(held => KeyValuePair.Create(held.Id, JsonSerializer.Serialize(held.Item, TProjection.ItemJson)));
        return new(
            projection, model.Head.Position, _parked?.Position, JsonSerializer.Serialize(model.Head.Head, TProjection.HeadJson),
            StoredItems<TProjection, THead, TItem>.AreFinal ? _itemCount : _memory.ItemCount, [.. items]);
    }

    /// <summary>No later event touches it: only what the question asks for is kept.</summary>
    private void TakeFinal(RecordedEvent recorded)
    {
        if (_memory.NewestItem is { } held && held.Position == recorded.Position)
        {
            _itemCount++;
            if (held.Id == question.Item) _item = held;
            foreach (var page in _pages) page.Take([held], _memory.Head);
        }

        _memory.Saved(recorded.Position); // Lets go of the item.
    }

    private sealed class Newest(PastPage<THead> page)
    {
        private readonly FirstOf<HeldItem<TItem>, ItemCursor> _first = new(page.CountMax);

        public IEnumerable<HeldItem<TItem>> Items => _first.Page;

        public void Take(IEnumerable<HeldItem<TItem>> items, THead head)
        {
            var categories = page.CategoriesOf?.Invoke(head);
            foreach (var held in items)
            {
                if (categories?.Contains(held.Index.Category) is false || (page.After is { } after && held.Cursor <= after)) continue;
                _first.Add(held, held.Cursor);
            }
        }

        public ReadModelPage<TItem> ToPage(DateTimeOffset? staleSince)
        {
            var items = Items.ToList();
            return new([.. items.Select(held => held.Item)], _first.HasMore ? items[^1].Cursor.ToString() : null, staleSince);
        }
    }
}
