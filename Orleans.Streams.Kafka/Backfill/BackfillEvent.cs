namespace Orleans.Streams.Kafka;

/// <param name="SizeBytes">About how much memory the event takes; counts against the cache's bound.</param>
public sealed record BackfillEvent(StreamId StreamId, object Event, long Sequence, int SizeBytes = 512)
{
    /// <inheritdoc cref="IncomingEvent.IsPassedOver"/>
    public bool IsPassedOver => ReferenceEquals(Event, IncomingEvent.Nothing);

    /// <inheritdoc cref="IncomingEvent.PassOver"/>
    public static BackfillEvent PassOver(long sequence) => new(default, IncomingEvent.Nothing, sequence);
}
