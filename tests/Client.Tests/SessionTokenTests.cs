using CommandProcessor.Client.Sessions;
using CommandProcessor.Grains.Interfaces.Events;
using CsCheck;

namespace CommandProcessor.Client.Tests;

public sealed class SessionTokenTests
{
    private static readonly Gen<CommitPosition[]> Positions =
        from partitions in Gen.Int[0, Partitioning.PartitionCountMax - 1].HashSet[0, 64]
        from positions in Gen.OneOf(Gen.Long[1, 1_000], Gen.Long[1, long.MaxValue]).Array[partitions.Count]
        select partitions.Order().Zip(positions, (partition, position) => new CommitPosition(partition, position)).ToArray();

    private readonly CommandProcessorClient _client = new ClientFixture().Client;

    [Fact]
    public void A_token_says_what_was_put_in() =>
        Positions.Sample(positions =>
        {
            var token = SessionToken.Format(positions);

            Assert.Equal(positions.ToDictionary(entry => entry.Partition, entry => entry.Position), SessionToken.Parse(token));
            Assert.Matches("^[A-Za-z0-9_-]+$", token);
        });

    [Fact]
    public void A_token_of_every_partition_at_its_end_is_within_the_limit()
    {
        var positions = Enumerable.Range(0, Partitioning.PartitionCountMax).Select(partition => new CommitPosition(partition, long.MaxValue)).ToArray();

        var token = SessionToken.Format(positions);

        Assert.InRange(token.Length, 1, SessionToken.LengthMax);
        Assert.Equal(Partitioning.PartitionCountMax, SessionToken.Parse(token).Count);
    }

    [Fact]
    public void The_format_of_version_1_is_for_ever()
    {
        Assert.Equal("AQERAvSyBPiy6qc", SessionToken.Format([new(0, 17), new(2, 72_052)]));
        Assert.Equal(7, _client.OpenSession().Token.Length);
    }

    [Fact]
    public void A_changed_token_is_noticed() =>
        Gen.Select(Positions, Gen.Int[0, 10_000], Gen.Int[1, 255]).Sample((positions, at, flip) =>
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(SessionToken.Format(positions));
            bytes[at % bytes.Length] ^= (byte)flip;

            Assert.Throws<FormatException>(() => SessionToken.Parse(System.Buffers.Text.Base64Url.EncodeToString(bytes)));
        });

    [Theory]
    [InlineData("", "is cut")]
    [InlineData("AQ", "is cut")]
    [InlineData("not a token!", "not base64url")]
    [InlineData("AQERAvSyBPiy6qg", "cut or changed")]
    public void A_bad_token_is_refused_with_its_reason(string token, string reason)
    {
        var error = Assert.Throws<FormatException>(() => _client.ResumeSession(token));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_another_version_or_of_impossible_positions_is_refused()
    {
        Assert.Contains("version 2", Refusal([2]), StringComparison.Ordinal);
        Assert.Contains("partition 1024", Refusal([1, 0x81, 0x08, 5]), StringComparison.Ordinal);
        Assert.Contains("position 0", Refusal([1, 1, 0]), StringComparison.Ordinal);
        Assert.Contains("without an end", Refusal([1, 1, 0x80]), StringComparison.Ordinal);
        Assert.Contains("at most 16384", Assert.Throws<FormatException>(() => _client.ResumeSession(new string('A', 20_000))).Message, StringComparison.Ordinal);
    }

    private static string Refusal(byte[] body)
    {
        var checksum = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(checksum, System.IO.Hashing.XxHash32.HashToUInt32(body));
        var token = System.Buffers.Text.Base64Url.EncodeToString([.. body, .. checksum]);
        return Assert.Throws<FormatException>(() => SessionToken.Parse(token)).Message;
    }
}
