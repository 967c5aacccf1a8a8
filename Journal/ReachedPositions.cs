namespace CommandProcessor.Journal;

/// <summary>Who asks for what was needs a point that has been: as of a position to come would be another answer later.</summary>
public static class ReachedPositions
{
    extension(IJournal journal)
    {
        /// <exception cref="ArgumentException">The partition has not reached the position.</exception>
        public async Task RequireReachedAsync(int partition, long position, CancellationToken cancellationToken)
        {
            if (position <= 0) return;
            var head = (await journal.GetStateAsync(partition, cancellationToken)).Head;
            if (position > head) throw new ArgumentException($"Position {partition}@{position} is asked for, but the journal ends at {partition}@{head}.");
        }
    }
}
