namespace CommandProcessor.Projections.Runtime;

/// <summary>What is made of a read model's head, made again only when the head says something else: most queries find it as it was.</summary>
internal sealed class HeadAnswer<THead, T>
    where THead : class
{
    private ReadModelHead<THead>? _of;
    private T? _answer;

    /// <param name="make">Pure.</param>
    public T Of<TMaker>(ReadModelHead<THead> head, TMaker maker, Func<TMaker, ReadModelHead<THead>, T> make)
    {
        if (!ReferenceEquals(_of, head)) (_answer, _of) = (make(maker, head), head);
        return _answer!; // Made of that head.
    }
}
