namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>The events that are taken and not done, in order of position; everything before them is the checkpoint. Not thread-safe.</summary>
internal sealed class ReactionWindow(long checkpoint)
{
    private readonly Queue<Taken> _taken = new();

    /// <summary>Everything up to here is done.</summary>
    public long Checkpoint { get; private set; } = checkpoint;

    /// <summary>The newest event that was taken.</summary>
    public long Newest { get; private set; } = checkpoint;

    public int Count => _taken.Count;

    /// <summary>Events of which a reaction is not done.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Takes the next event.</summary>
    /// <param name="position">The next position.</param>
    /// <param name="reactionCount">Reactions that must be done before it is.</param>
    public Taken Take(long position, int reactionCount)
    {
        if (position != Newest + 1) throw new InvalidOperationException($"Position {position} cannot be taken after {Newest}.");
        Newest = position;
        var taken = new Taken(position) { OpenCount = reactionCount };
        _taken.Enqueue(taken);
        if (reactionCount > 0) OpenCount++;
        else Advance();
        return taken;
    }

    /// <summary>Notes that one of its reactions is done.</summary>
    public void Done(Taken taken)
    {
        if (--taken.OpenCount > 0) return;
        OpenCount--;
        Advance();
    }

    private void Advance()
    {
        while (_taken.TryPeek(out var oldest) && oldest.OpenCount == 0)
        {
            _taken.Dequeue();
            Checkpoint = oldest.Position;
        }
    }

    internal sealed class Taken(long position)
    {
        public long Position { get; } = position;

        public int OpenCount { get; set; }
    }
}
