using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CsCheck;

namespace CommandProcessor.Journal.Tests;

public sealed class HashChainTests
{
    private static readonly RecordedEvent Sample = new()
    {
        Partition = 3,
        Position = 7,
        Previous = 5,
        Key = PartitionKey.Customer("17850"),
        Aggregate = AggregateId.Create("order", "17850/536365"),
        Version = 2,
        Type = "order-amended",
        SchemaVersion = 1,
        Context = new()
        {
            CommandId = CommandId.Parse("0198c0de-0000-7000-8000-000000000001"),
            CorrelationId = Guid.Parse("0198c0de-0000-7000-8000-000000000002"),
            Principal = "ann",
        },
        RecordedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(1_767_225_600_123_456),
        Body = Encoding.UTF8.GetBytes("""{"quantity":1}"""),
        Hash = default,
    };

    /// <summary>Journals live for years: if this fails, every journal there is fails its verification.</summary>
    [Fact]
    public void The_hash_of_an_event_is_the_same_for_ever() =>
        Assert.Equal("1c0907cd9285ae362415515a1fedfb373f85d050732781c6b034afe50c4bc6cf", Hash(Sample));

    [Fact]
    public void Every_field_counts()
    {
        RecordedEvent[] others =
        [
            Sample,
            Sample with { Partition = 4 },
            Sample with { Position = 8 },
            Sample with { Previous = 6 },
            Sample with { Key = PartitionKey.Customer("17851") },
            Sample with { Aggregate = AggregateId.Create("order", "17850/536366") },
            Sample with { Version = 3 },
            Sample with { Type = "order-placed" },
            Sample with { SchemaVersion = 2 },
            Sample with { Context = Sample.Context with { CommandId = CommandId.Parse("0198c0de-0000-7000-8000-000000000003") } },
            Sample with { Context = Sample.Context with { CausationId = Guid.Empty } },
            Sample with { Context = Sample.Context with { CorrelationId = Guid.Empty } },
            Sample with { Context = Sample.Context with { Principal = "bob" } },
            Sample with { Context = Sample.Context with { TraceParent = "" } },
            Sample with { RecordedAt = Sample.RecordedAt.AddMicroseconds(1) },
            Sample with { Body = Encoding.UTF8.GetBytes("""{"quantity":2}""") },
        ];

        Assert.Equal(others.Length, others.Select(Hash).Distinct().Count());
        Assert.NotEqual(Hash(Sample), Hash(Sample, before: 1));
    }

    [Fact]
    public void Moving_characters_between_fields_changes_the_hash() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 1, 6], Gen.Int[1, 5]).Sample((text, at) =>
        {
            var split = Math.Min(at, text.Length);
            var whole = Sample with { Type = text, Context = Sample.Context with { Principal = "" } };
            var parts = Sample with { Type = text[..^split], Context = Sample.Context with { Principal = text[^split..] } };
            return Hash(whole) != Hash(parts);
        });

    [Fact]
    public void Long_bodies_are_hashed_too()
    {
        var body = new byte[1_000_000];
        var before = Hash(Sample with { Body = body });

        body[^1] = 1;

        Assert.NotEqual(before, Hash(Sample with { Body = body }));
    }

    private static string Hash(RecordedEvent recorded) => Hash(recorded, 0);

    private static string Hash(RecordedEvent recorded, byte before)
    {
        Span<byte> hash = stackalloc byte[HashChain.HashBytes];
        HashChain.Compute([.. Enumerable.Repeat(before, HashChain.HashBytes)], recorded, hash);
        return Convert.ToHexStringLower(hash);
    }
}
