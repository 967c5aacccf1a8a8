using System.Globalization;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Turns records into cached events, in order: decodes them, sends what cannot be decoded to the dead-letter topic, drops what was seen,
/// and fills holes from the backfill source before it goes on. A record is let go only when it has been dealt with.
/// </summary>
internal sealed partial class PartitionIntake(KafkaProvider provider, PartitionCache cache)
{
    /// <summary>The last sequence number before the first record is not known: whatever comes first is right.</summary>
    private const long Unknown = -1;

    private readonly ILogger _logger = provider.LoggerOf("Intake");
    private readonly bool _isSequenced = provider.Adapter.IsSequenced;
    private ConsumeResult<byte[], byte[]>? _record;
    private IncomingEvent _decoded;
    private bool _isDecoded;

    public long NextOffset { get; private set; }

    public long LastSequence { get; private set; }

    public long DeadLettered { get; private set; }

    public long Backfilled { get; private set; }

    public long DuplicatesDropped { get; private set; }

    public long Lost { get; private set; }

    /// <summary>Where to read on from a checkpoint.</summary>
    public async Task<Offset> StartAsync(CheckpointPosition saved, CancellationToken cancellationToken)
    {
        _record = null;
        _isDecoded = false;
        NextOffset = saved.NextOffset;
        LastSequence = saved.Sequence;
        var isNew = saved == CheckpointPosition.None;
        if (_isSequenced && saved.Sequence == 0)
        {
            if (!isNew) LastSequence = Unknown;
            else if (provider.Options.StartFrom == KafkaStartPosition.Latest)
                LastSequence = provider.Backfill is { } source ? await source.GetHeadAsync(cache.Partition, cancellationToken) : Unknown;
            else if (provider.Backfill is null) LastSequence = Unknown;
        }

        cache.StartAt(new CheckpointPosition(saved.NextOffset, Math.Max(0, LastSequence)));
        if (saved.NextOffset >= 0) return saved.NextOffset;
        return provider.Options.StartFrom == KafkaStartPosition.Latest && isNew ? Offset.End : Offset.Beginning;
    }

    /// <summary>Takes records while there are some and the cache has room; returns how many were dealt with.</summary>
    public async ValueTask<int> TakeAsync(PartitionFeed feed, int countMax, CancellationToken cancellationToken)
    {
        var taken = 0;
        while (taken < countMax && cache.HasRoom)
        {
            if (_record is null)
            {
                if (!feed.TryTake(out _record)) break;
                NoteOffset(_record);
            }

            if (!_isDecoded && !await DecodeAsync(_record))
            {
                Finish();
                taken++;
                continue;
            }

            if (_isSequenced && !await IsNextAsync(cancellationToken)) continue;
            Accept(_record);
            Finish();
            taken++;
        }

        if (taken > 0) provider.Instruments.Consumed(cache.Partition, taken);
        return taken;
    }

    /// <summary>Fills what the source has and Kafka does not bring.</summary>
    public async Task CompareWithSourceAsync(CancellationToken cancellationToken)
    {
        if (!_isSequenced || provider.Backfill is not { } source || _record is not null) return;
        var head = await source.GetHeadAsync(cache.Partition, cancellationToken);
        if (LastSequence == Unknown) LastSequence = head;
        while (LastSequence < head && cache.HasRoom) await FillAsync(head, cancellationToken);
    }

    /// <summary>False: look at the record again, or it is finished. True: it is the next one.</summary>
    private async ValueTask<bool> IsNextAsync(CancellationToken cancellationToken)
    {
        var sequence = _decoded.Sequence ?? 0;
        if (LastSequence == Unknown) LastSequence = sequence - 1;
        if (sequence <= LastSequence)
        {
            DuplicatesDropped++;
            provider.Instruments.DuplicateDropped(cache.Partition);
            cache.Skip(Here());
            Finish();
            return false;
        }

        if (sequence == LastSequence + 1) return true;
        await FillAsync(sequence - 1, cancellationToken);
        return false;
    }

    private async Task FillAsync(long to, CancellationToken cancellationToken)
    {
        var from = LastSequence + 1;
        IReadOnlyList<BackfillEvent> events = provider.Backfill is { } source
            ? await source.ReadAsync(cache.Partition, from, to, provider.Options.BackfillRecordsMax, cancellationToken)
            : [];
        if (events.Count == 0)
        {
            NoteLost(from, to);
            LastSequence = to;
            cache.Skip(Here());
            return;
        }

        foreach (var item in events)
        {
            if (item.Sequence <= LastSequence) continue;
            if (item.Sequence > LastSequence + 1) NoteLost(LastSequence + 1, item.Sequence - 1);
            LastSequence = item.Sequence;
            if (item.IsPassedOver)
            {
                cache.Skip(Here());
                continue;
            }

            cache.Append(
                provider.StreamOf(item.StreamId, cache.Partition), item.Sequence, offset: -1, item.Event, requestContext: null, item.SizeBytes, Here());
        }

        Backfilled += events.Count;
        provider.Instruments.Backfilled(cache.Partition, events.Count, events[0].Sequence, events[^1].Sequence);
    }

    private void Accept(ConsumeResult<byte[], byte[]> record)
    {
        var offset = record.Offset.Value;
        NextOffset = offset + 1;
        if (_isSequenced) LastSequence = _decoded.Sequence ?? LastSequence;
        if (_decoded.IsPassedOver)
        {
            cache.Skip(Here());
            return;
        }

        cache.Append(
            _decoded.StreamId,
            _isSequenced ? LastSequence : offset,
            offset,
            _decoded.Event,
            KafkaProvider.ContextOf(_decoded),
            KafkaProvider.SizeOf(record),
            Here());
    }

    /// <summary>The place after all that has been dealt with, the current record included once it is accepted or skipped.</summary>
    private CheckpointPosition Here() => new(NextOffset, Math.Max(0, LastSequence));

    private async ValueTask<bool> DecodeAsync(ConsumeResult<byte[], byte[]> record)
    {
        try
        {
            _decoded = provider.Decode(record);
            _isDecoded = true;
            return true;
        }
        catch (Exception exception)
        {
            await DeadLetterAsync(record, exception);
            NextOffset = record.Offset.Value + 1;
            cache.Skip(Here());
            return false;
        }
    }

    private async Task DeadLetterAsync(ConsumeResult<byte[], byte[]> record, Exception reason)
    {
        var headers = new Headers();
        foreach (var header in record.Message.Headers ?? []) headers.Add(header.Key, header.GetValueBytes());
        headers.Add("dead-letter-reason", System.Text.Encoding.UTF8.GetBytes($"{reason.GetType().Name}: {reason.Message}"));
        headers.Add("dead-letter-place", System.Text.Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{record.Topic}/{record.Partition.Value}/{record.Offset.Value}")));
        try
        {
            await provider.Publisher.PublishRawAsync(
                provider.Options.DeadLetterTopicName,
                new Message<byte[]?, byte[]> { Key = record.Message.Key, Value = record.Message.Value ?? [], Headers = headers });
        }
        catch (KafkaPublishException exception) when (!exception.IsTransient)
        {
            LogNotDeadLettered(record.Offset.Value, cache.Partition, exception);
        }

        DeadLettered++;
        provider.Instruments.DeadLettered(cache.Partition, record.Offset.Value, reason);
    }

    private void NoteOffset(ConsumeResult<byte[], byte[]> record)
    {
        var offset = record.Offset.Value;
        if (NextOffset > 0 && offset < NextOffset) LogReset(cache.Partition, NextOffset, offset);
        else if (!_isSequenced && NextOffset >= 0 && offset > NextOffset) LogSkipped(cache.Partition, NextOffset, offset - 1);
        NextOffset = offset;
    }

    private void NoteLost(long from, long to)
    {
        Lost += to - from + 1;
        provider.Instruments.Lost(cache.Partition, from, to);
    }

    private void Finish()
    {
        if (_record is not null) NextOffset = _record.Offset.Value + 1;
        _record = null;
        _isDecoded = false;
        _decoded = default;
    }

    [LoggerMessage(80, LogLevel.Warning, "Partition {Partition} begins anew: {Expected} was to come, {Offset} came. Its topic was made anew or its log was cut")]
    private partial void LogReset(int partition, long expected, long offset);

    [LoggerMessage(81, LogLevel.Warning, "Partition {Partition} has no offsets {From} to {To}: retention, compaction, or transaction markers")]
    private partial void LogSkipped(int partition, long from, long to);

    [LoggerMessage(82, LogLevel.Critical, "The record at offset {Offset} of partition {Partition} can neither be decoded nor be written to the dead-letter topic")]
    private partial void LogNotDeadLettered(long offset, int partition, Exception exception);
}
