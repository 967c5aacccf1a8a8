using System.Globalization;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The place of an event: its Kafka offset, or, from a sequenced adapter, its sequence number within the partition. Build one to
/// subscribe from any offset that the topic still holds. It stands before its event: who begins there gets that event.
/// </summary>
[GenerateSerializer, Immutable, Alias("Orleans.Streams.Kafka.KafkaStreamToken")]
public sealed class KafkaStreamToken : StreamSequenceToken
{
    public KafkaStreamToken(long sequenceNumber)
    {
        SequenceNumber = sequenceNumber;
    }

    internal KafkaStreamToken(long sequenceNumber, bool isPast) : this(sequenceNumber)
    {
        IsDelivery = true;
        IsPast = isPast;
    }

    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    /// <summary>Always 0: every event is a record of its own.</summary>
    public override int EventIndex
    {
        get => 0;
        protected set { }
    }

    /// <summary>
    /// True in what a consumer hands back to say what it was given last: the token stands after its event. It needs nothing older, so
    /// a quiet stream that comes back never has the past read for it. A token from a caller asks for the past.
    /// </summary>
    [Id(1)]
    internal bool IsDelivery { get; private set; }

    /// <summary>True in what was delivered from before the checkpoint: a consumer that loses its cursor there needs the past after it.</summary>
    [Id(2)]
    internal bool IsPast { get; private set; }

    public override bool Equals(StreamSequenceToken? other) => other is not null && CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => SequenceNumber.GetHashCode();

    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null) return 1;
        var difference = SequenceNumber.CompareTo(other.SequenceNumber);
        if (difference == 0) difference = 0.CompareTo(other.EventIndex);
        return difference != 0 || other is not KafkaStreamToken token ? difference : IsDelivery.CompareTo(token.IsDelivery);
    }

    public override string ToString() => SequenceNumber.ToString(CultureInfo.InvariantCulture);
}
