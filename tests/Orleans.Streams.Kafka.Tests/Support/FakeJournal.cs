using System.Buffers.Binary;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>A source of truth with one partition-wide sequence, and the adapter that writes its numbers into records.</summary>
public sealed class FakeJournal(int partitions) : IBackfillSource
{
    private readonly List<(StreamId Stream, Numbered Event)>[] _partitions = [.. Enumerable.Range(0, partitions).Select(_ => new List<(StreamId, Numbered)>())];
    private int _reads;
    private int _givenUp;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Reads that their reader did not wait for.</summary>
    public int GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Whose events are for others.</summary>
    public IReadOnlySet<string> Others { get; set; } = new HashSet<string>();

    public Func<Task> BeforeRead { get; set; } = () => Task.CompletedTask;

    public Sequenced Append(int partition, string key, int number)
    {
        lock (_partitions)
        {
            _partitions[partition].Add((StreamId.Create("batch", key), new Numbered(number)));
            return new Sequenced(partition, _partitions[partition].Count, new Numbered(number));
        }
    }

    public ValueTask<long> GetHeadAsync(int partition, CancellationToken cancellationToken)
    {
        lock (_partitions) return new(_partitions[partition].Count);
    }

    public async ValueTask<IReadOnlyList<BackfillEvent>> ReadAsync(
        int partition, long fromSequence, long toSequence, int countMax, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        try
        {
            await BeforeRead().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _givenUp);
            throw;
        }

        lock (_partitions)
        {
            return [.. _partitions[partition]
                .Select((row, index) => Others.Contains(row.Stream.GetKeyAsString())
                    ? BackfillEvent.PassOver(index + 1)
                    : new BackfillEvent(row.Stream, row.Event, index + 1))
                .Where(item => item.Sequence >= fromSequence && item.Sequence <= toSequence)
                .Take(countMax)];
        }
    }
}

/// <summary>What is published: an event with its place.</summary>
public sealed record Sequenced(int Partition, long Sequence, Numbered Event);

/// <param name="others">Whose events are for others.</param>
public sealed class SequencedAdapter(Serializer serializer, Func<IReadOnlySet<string>>? others = null) : IKafkaDataAdapter
{
    public bool IsSequenced => true;

    public OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var sequenced = (Sequenced)item;
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sequenced.Sequence);
        return new OutgoingRecord
        {
            Key = streamId.Key.ToArray(),
            Value = serializer.SerializeToArray(sequenced.Event),
            Headers = [new KafkaHeader("seq", number)],
            Partition = sequenced.Partition,
        };
    }

    public IncomingEvent Decode(IncomingRecord record)
    {
        var sequence = BinaryPrimitives.ReadInt64BigEndian(record.Header("seq") ?? throw new FormatException("no sequence number"));
        var stream = StreamId.Create("batch"u8, record.Key);
        return others?.Invoke().Contains(stream.GetKeyAsString()) == true
            ? IncomingEvent.PassOver(sequence)
            : new(stream, serializer.Deserialize<Numbered>(record.Value ?? throw new FormatException("no value")) ?? throw new FormatException("no event"), sequence);
    }
}
