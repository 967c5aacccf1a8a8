using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// What is asked of a read model of the past beside its head. It is told before the fold, which then holds no more items than it needs: of a million
/// entries of an account a page of them.
/// </summary>
/// <param name="Text">Names the question: two of the same text are the same question.</param>
/// <param name="Item">An item by its id; null for none.</param>
/// <param name="Pages">Pages of items.</param>
public sealed record PastQuestion<THead>(string Text, string? Item = null, params IReadOnlyList<PastPage<THead>> Pages)
    where THead : class;

public static class PastQuestion
{
    /// <summary>Nothing but the head.</summary>
    public static PastQuestion<THead> OfHead<THead>()
        where THead : class => new("its head");
}

/// <summary>A page of items as it was.</summary>
/// <param name="CategoriesOf">
/// Only those, as the head tells them; null for all. Where items never change, those of an item are told by the head as the item left it.
/// </param>
/// <param name="After">The last item of the page before, or any other place in the order of the items; null for the first page.</param>
/// <param name="CountMax">Items at most.</param>
public sealed record PastPage<THead>(Func<THead, IReadOnlyList<int>>? CategoriesOf, ItemCursor? After, int CountMax)
    where THead : class;
