using System.Diagnostics.CodeAnalysis;

namespace CommandProcessor.Journal;

/// <summary>
/// Remembers about the last <paramref name="countMax"/> keys used. Two generations instead of a list of uses: when the young one is
/// full it becomes the old one, and the old one is forgotten; what was set is kept for at least half of <paramref name="countMax"/> others.
/// </summary>
internal sealed class RecentMap<TKey>(int countMax)
    where TKey : notnull
{
    private readonly int _generationCountMax = Math.Max(1, countMax / 2);
    private Dictionary<TKey, long> _young = [];
    private Dictionary<TKey, long> _old = [];

    /// <summary>True if a key that is not here may have been here before.</summary>
    public bool HasForgotten { get; private set; }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out long value)
    {
        if (_young.TryGetValue(key, out value)) return true;
        if (!_old.TryGetValue(key, out value)) return false;
        Set(key, value);
        return true;
    }

    public void Set(TKey key, long value)
    {
        _young[key] = value;
        if (_young.Count < _generationCountMax) return;

        HasForgotten |= _old.Count > 0;
        (_young, _old) = (_old, _young);
        _young.Clear();
    }
}
