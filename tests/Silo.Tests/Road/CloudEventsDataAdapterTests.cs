using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Silo.Road;
using CsCheck;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Tests.Road;

public sealed class CloudEventsDataAdapterTests
{
    private static readonly CloudEventsDataAdapter Adapter = new();

    private static readonly Gen<string> Name = Gen.String[Gen.Char["abcXYZ019-_.é£ 漢"], 1, 20].Select(text => "n" + text + "n");

    private static readonly Gen<RecordedEvent> Event =
        from name in Name
        from principal in Name
        from position in Gen.Long[1, long.MaxValue / 2]
        from previous in Gen.Long[0, position - 1]
        from microseconds in Gen.Long[0, 4_000_000_000_000_000]
        from hasCausation in Gen.Bool
        from id in Gen.Guid
        let causation = hasCausation ? id : (Guid?)null
        from body in Gen.String
        from hash in Gen.Byte.Array[32]
        select new RecordedEvent
        {
            Partition = 3, Position = position, Previous = previous, Key = PartitionKey.Customer(name), Aggregate = AggregateId.Create("order", name + "/1"), Version = 7,
            Type = "order-placed", SchemaVersion = 2, RecordedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), Body = Encoding.UTF8.GetBytes(body), Hash = hash,
            Context = new()
            {
                CommandId = CommandId.Derive(DateTimeOffset.UnixEpoch, name), CausationId = causation, CorrelationId = Guid.Empty, Principal = principal,
                TraceParent = causation is null ? null : "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            },
        };

    [Fact]
    public void What_is_written_is_read_back() => Event.Sample(recorded =>
    {
        var incoming = Adapter.Decode(ToIncoming(Adapter.Encode(default, recorded, requestContext: null)));

        var read = Assert.IsType<RecordedEvent>(incoming.Event);
        Assert.Equal(recorded with { Body = default, Hash = default }, read with { Body = default, Hash = default });
        Assert.True(recorded.Body.Span.SequenceEqual(read.Body.Span) && recorded.Hash.Span.SequenceEqual(read.Hash.Span));
        Assert.Equal(recorded.Position, incoming.Sequence);
        Assert.Equal(StreamId.Create("customer", recorded.Key.Name), incoming.StreamId);
    });

    [Fact]
    public void The_road_to_a_view_reads_what_concerns_the_view_and_passes_over_the_rest() => Event.Sample(recorded =>
    {
        var record = ToIncoming(Adapter.Encode(default, recorded, requestContext: null));
        using var feed = NewFeed();

        var (mine, others) = (AdapterOf("customer-orders", feed).Decode(record), AdapterOf("stock-levels", feed).Decode(record));

        Assert.Equal(StreamId.Create("customer-orders", recorded.Key.Name), mine.StreamId);
        Assert.Equal((false, recorded.Position), (mine.IsPassedOver, mine.Sequence));
        Assert.Equal((true, recorded.Position), (others.IsPassedOver, others.Sequence));
    });

    [Fact]
    public async Task What_a_road_has_read_the_views_over_everybody_have_and_another_road_takes_as_it_is()
    {
        var recorded = Event.Single();
        var record = ToIncoming(Adapter.Encode(default, recorded, requestContext: null));
        using var feed = NewFeed();

        var first = AdapterOf("customer-orders", feed).Decode(record);
        var second = AdapterOf("transaction-history", feed).Decode(record);
        var shown = await feed.ReadAsync(recorded.Partition, recorded.Position, countMax: 10, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Same(first.Event, second.Event);
        Assert.Same(first.Event, Assert.Single(shown));
        Assert.Equal(StreamId.Create("transaction-history", recorded.Key.Name), second.StreamId);
    }

    [Fact]
    public void A_record_of_another_key_at_the_same_position_is_not_taken_for_the_first()
    {
        var recorded = Event.Single();
        var other = recorded with { Key = PartitionKey.Customer("another") };
        using var feed = NewFeed();

        AdapterOf("customer-orders", feed).Decode(ToIncoming(Adapter.Encode(default, recorded, requestContext: null)));
        var incoming = AdapterOf("customer-orders", feed).Decode(ToIncoming(Adapter.Encode(default, other, requestContext: null)));

        Assert.Equal(other.Key, Assert.IsType<RecordedEvent>(incoming.Event).Key);
    }

    [Fact]
    public void Anyone_can_read_it_as_a_cloud_event()
    {
        var record = Adapter.Encode(default, Event.Single(), requestContext: null);

        string[] required = ["ce_specversion", "ce_id", "ce_source", "ce_type", "content-type", "ce_time", "ce_subject"];
        Assert.Empty(required.Except(record.Headers.Select(header => header.Name)));
        Assert.Equal(3, record.Partition);
    }

    [Theory]
    [InlineData("ce_position", "x")]
    [InlineData("ce_position", null)]
    [InlineData("ce_subject", "order")]
    [InlineData("ce_commandid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("ce_time", "yesterday")]
    public void A_record_that_is_not_ours_is_refused(string header, string? value)
    {
        var record = Adapter.Encode(default, Event.Single(), requestContext: null);
        var headers = record.Headers.Where(known => known.Name != header).ToList();
        if (value is not null) headers.Add(new(header, value));

        Assert.ThrowsAny<Exception>(() => Adapter.Decode(ToIncoming(record with { Headers = headers })));
    }

    private static ViewDataAdapter AdapterOf(string view, PartitionFeed feed) => new(ViewRoads.All.Single(road => road.View == view), feed);

    private static PartitionFeed NewFeed() => new(
        new SqliteJournal(new SqliteJournalOptions { ConnectionString = "Data Source=nowhere.db", PartitionCount = 16 }, TimeProvider.System),
        TimeProvider.System, Options.Create(new ProjectionOptions { FeedEventsMax = 1_000 }));

    private static IncomingRecord ToIncoming(OutgoingRecord record) =>
        new() { Topic = "t", Partition = record.Partition ?? 0, Offset = 0, Key = record.Key, Value = record.Value, Headers = record.Headers };
}
