using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>A read model as it was, for the queries of one answer.</summary>
public sealed class PastModel<THead, TItem>
    where THead : class
    where TItem : class
{
    private readonly Func<string, TItem?> _find;
    private readonly Func<IReadOnlyList<int>, ItemCursor?, int, ReadModelPage<TItem>> _select;

    internal PastModel(
        ReadModelHead<THead> head, Func<string, TItem?> find, Func<IReadOnlyList<int>, ItemCursor?, int, ReadModelPage<TItem>> select)
    {
        Head = head;
        _find = find;
        _select = select;
    }

    /// <summary>The head, true up to its position; stale since an event was recorded that could not be applied.</summary>
    public ReadModelHead<THead> Head { get; }

    /// <summary>A page of one item, or of none.</summary>
    public ReadModelPage<TItem> Item(string item) => new(_find(item) is { } found ? [found] : [], Next: null, Head.StaleSince);

    /// <param name="categories">Only those.</param>
    /// <param name="after">The last item of the page before; null for the first page.</param>
    public ReadModelPage<TItem> Page(IReadOnlyList<int> categories, ItemCursor? after, int countMax) =>
        _select(categories, after, countMax) with { StaleSince = Head.StaleSince };
}
