using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// One read model in memory: the head, the items used last, and which of it is not saved yet. It only moves forward: what was shown once
/// stays, saved or not, as the journal has it anyway.
/// </summary>
internal sealed class ReadModelMemory<TProjection, THead, TItem>
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly Dictionary<string, LinkedListNode<HeldItem<TItem>>> _items = new(StringComparer.Ordinal);
    private readonly LinkedList<HeldItem<TItem>> _byUse = [];
    private readonly PartitionKey _key;
    private readonly int _itemsMax;
    private long _savedPosition;
    private Parking? _savedParking;
    private ReadModelHead<THead>? _shown;

    /// <exception cref="JsonException">The row is not of this version's shape.</exception>
    public ReadModelMemory(PartitionKey key, int itemsMax, ReadModelRow? row)
    {
        _key = key;
        _itemsMax = itemsMax;
        Head = row is null
            ? TProjection.Initial(key)
            : JsonSerializer.Deserialize(row.Body, TProjection.HeadJson) ?? throw new JsonException("The head is null.");
        Position = _savedPosition = row?.Position ?? 0;
        Parking = _savedParking = row?.Parking;
        HoldsAll = Position == 0;
    }

    public THead Head { get; private set; }

    /// <summary>What a query of the head is answered; made once for as long as nothing of it changes.</summary>
    public ReadModelHead<THead> Shown => _shown ??= new(Head, Math.Max(Position, KnownPosition), StaleSince);

    /// <summary>Position of the newest event in it.</summary>
    public long Position { get; private set; }

    /// <summary>Position of its partition up to which the key is known to have no other events; -1 before the journal was asked.</summary>
    public long KnownPosition { get; private set; } = -1;

    /// <summary>The event that it waits at, or null. It ends by itself when that event is folded.</summary>
    public Parking? Parking
    {
        get;
        set
        {
            field = value;
            StaleSince = value?.Since ?? StaleSince;
            _shown = null;
        }
    }

    /// <summary>Since when it may lack events that others have: while it waits at one, and until the journal was asked for what came meanwhile.</summary>
    public DateTimeOffset? StaleSince { get; private set; }

    /// <summary>True if there are no items but those in memory.</summary>
    public bool HoldsAll { get; private set; }

    public bool IsSaved => _savedPosition == Position;

    /// <summary>True if the row says of what it waits at as much as this does.</summary>
    public bool IsParkingSaved => _savedParking == Parking;

    /// <summary>The items in memory, those first that changed last.</summary>
    public IEnumerable<HeldItem<TItem>> Items => _byUse;

    public int ItemCount => _byUse.Count;

    public HeldItem<TItem>? NewestItem => _byUse.First?.Value;

    /// <summary>In the order in which they changed.</summary>
    public IEnumerable<HeldItem<TItem>> UnsavedItems => IsSaved ? [] : _byUse.Where(held => held.Position > _savedPosition).Reverse();

    public HeldItem<TItem>? Find(string item) => _items.TryGetValue(item, out var node) ? node.Value : null;

    /// <summary>The items that have to be loaded before the events, which follow <see cref="Position"/>, can be folded; not those that the events make.</summary>
    public IReadOnlyCollection<string> LackingFor(IEnumerable<RecordedEvent> events)
    {
        if (HoldsAll) return [];
        var (made, lacking) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        try
        {
            foreach (var recorded in events)
            {
                if (TProjection.ItemOf(recorded) is not { } item) continue;
                if (item.IsNew) made.Add(item.Item);
                else if (!_items.ContainsKey(item.Item) && !made.Contains(item.Item)) lacking.Add(item.Item);
            }
        }
        catch (Exception) // The fold stops at this event, and parks it there.
        {
        }

        return lacking;
    }

    /// <summary>Applies the event that follows <see cref="Position"/>; if the fold throws, nothing has changed.</summary>
    public void Fold(RecordedEvent recorded)
    {
        var reference = TProjection.ItemOf(recorded);
        var before = reference is { } known ? Find(known.Item) : null;
        var folded = TProjection.Apply(Head, before?.Item, recorded);
        if (folded.Item is { } item && reference is { } named)
        {
            if (item is IFinalItem final && final.Position != recorded.Position)
                throw new InvalidOperationException($"{recorded.Type} makes an item of position {final.Position}; a final item is of its event's, {recorded.Position}.");
            Hold(new(named.Item, item, TProjection.IndexOf(item), recorded.Position) { SincePosition = before?.SincePosition ?? recorded.Position });
        }

        Head = folded.Head;
        Position = recorded.Position;
        _shown = null;
        if (Parking is null || Parking.Position > Position) return;
        Parking = null;
        KnownPosition = -1; // What came while it waited was passed over.
    }

    /// <summary>Takes the items of a row, but for those that memory has already.</summary>
    /// <exception cref="JsonException">The row is not of this version's shape.</exception>
    public void Take(ItemRow row)
    {
        foreach (var stored in StoredItems<TProjection, THead, TItem>.Read(row))
        {
            if (StoredItems<TProjection, THead, TItem>.AreFinal ? _byUse.All(held => held.Id != stored.Id) : !_items.ContainsKey(stored.Id)) Hold(stored);
        }
    }

    /// <summary>It has all events of the key up to the position of its partition, and waits at none.</summary>
    public void KnowUpTo(long position)
    {
        KnownPosition = Math.Max(KnownPosition, position);
        Parking = null;
        StaleSince = null;
        _shown = null;
    }

    public void KnowAllItems() => HoldsAll = true;

    /// <summary>What is to be saved, or null.</summary>
    public ReadModelChange? Change(ReadModelId model, int partition) => IsSaved
        ? null
        : new(new(model, _key), partition, Position, HeadBody(), StoredItems<TProjection, THead, TItem>.Write(_key, UnsavedItems, _savedPosition)) { Previous = _savedPosition };

    public string HeadBody() => JsonSerializer.Serialize(Head, TProjection.HeadJson);

    public void Saved(long position)
    {
        _savedPosition = position;
        if (_savedParking?.Position <= position) _savedParking = null; // The row that came past it says so by the same statement.
        Shrink();
    }

    public void ParkingSaved() => _savedParking = Parking;

    private void Hold(HeldItem<TItem> held)
    {
        if (_items.Remove(held.Id, out var before)) _byUse.Remove(before);
        var node = _byUse.AddFirst(held);
        if (!StoredItems<TProjection, THead, TItem>.AreFinal) _items.Add(held.Id, node); // Nobody looks for a final one by its id.
    }

    /// <summary>Lets the items go that were not used for longest. Between two saves as many come as a batch has events.</summary>
    private void Shrink()
    {
        while (_byUse.Count > _itemsMax && _byUse.Last is { } last && last.Value.Position <= _savedPosition)
        {
            _items.Remove(last.Value.Id);
            _byUse.RemoveLast();
            HoldsAll = false;
        }
    }
}
