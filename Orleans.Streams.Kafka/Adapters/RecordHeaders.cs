using System.Collections;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>The headers of a record as the client read them: of most records that are for others one is looked at.</summary>
internal sealed class RecordHeaders(Headers headers) : IReadOnlyList<KafkaHeader>
{
    public int Count => headers.Count;

    public KafkaHeader this[int index]
    {
        get
        {
            var header = headers[index];
            return new(header.Key, header.GetValueBytes());
        }
    }

    public IEnumerator<KafkaHeader> GetEnumerator()
    {
        for (var at = 0; at < Count; at++) yield return this[at];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
