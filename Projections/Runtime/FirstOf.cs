using System.Diagnostics.CodeAnalysis;

namespace CommandProcessor.Projections.Runtime;

/// <summary>A page out of however many there are: the first of them, and one more to know whether there is another. It holds no more than these.</summary>
/// <param name="countMax">Of the page.</param>
internal sealed class FirstOf<T, TPlace>(int countMax)
    where TPlace : IComparable<TPlace>
{
    private readonly PriorityQueue<T, TPlace> _lastFirst = new(Comparer<TPlace>.Create(static (left, right) => right.CompareTo(left)));

    public bool HasMore => _lastFirst.Count > countMax;

    /// <summary>One more than the page at most, in no order.</summary>
    public IEnumerable<T> Held => _lastFirst.UnorderedItems.Select(held => held.Element);

    /// <summary>Those of the page, in their order.</summary>
    public IEnumerable<T> Page => _lastFirst.UnorderedItems.OrderBy(held => held.Priority).Take(countMax).Select(held => held.Element);

    /// <summary>Takes one, and lets go of the last if there are too many, which may be this one.</summary>
    /// <returns>True if it let go of one.</returns>
    public bool Add(T item, TPlace place, [MaybeNullWhen(false)] out T dropped)
    {
        if (HasMore)
        {
            dropped = _lastFirst.EnqueueDequeue(item, place);
            return true;
        }

        _lastFirst.Enqueue(item, place);
        dropped = default;
        return false;
    }

    /// <inheritdoc cref="Add(T, TPlace, out T)"/>
    public void Add(T item, TPlace place) => Add(item, place, out _);
}
