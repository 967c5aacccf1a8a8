using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client.Sessions;

/// <summary>
/// A session's positions as text: base64url of a version byte, then for each partition in rising order the step from the partition
/// before and the position, as variable-length numbers, then 4 bytes of XXH32 over all that, which show a token that was cut or mistyped.
/// </summary>
internal static class SessionToken
{
    public const int LengthMax = 16_384;
    private const byte Version = 1;
    private const int ChecksumLength = sizeof(uint);

    public static string Format(IReadOnlyList<CommitPosition> positions)
    {
        var bytes = new List<byte>(1 + positions.Count * 4 + ChecksumLength) { Version };
        var before = -1;
        foreach (var (partition, position) in positions)
        {
            AddNumber(bytes, (ulong)(partition - before));
            AddNumber(bytes, (ulong)position);
            before = partition;
        }

        Span<byte> checksum = stackalloc byte[ChecksumLength];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, XxHash32.HashToUInt32([.. bytes]));
        return Base64Url.EncodeToString([.. bytes, .. checksum]);
    }

    /// <exception cref="FormatException">The text is no token of this version.</exception>
    public static IReadOnlyDictionary<int, long> Parse(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > LengthMax) throw new FormatException($"Session token has {token.Length} characters; at most {LengthMax} are allowed.");
        if (!Base64Url.IsValid(token)) throw new FormatException("Session token holds characters that are not base64url.");
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < 1 + ChecksumLength) throw new FormatException($"Session token of {token.Length} characters is cut.");
        var body = bytes[..^ChecksumLength];
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[^ChecksumLength..]) != XxHash32.HashToUInt32(body)) throw new FormatException("Session token was cut or changed.");
        if (body[0] != Version) throw new FormatException($"Session token is of version {body[0]}; version {Version} is known.");
        return ParsePositions(body[1..]);
    }

    private static Dictionary<int, long> ParsePositions(ReadOnlySpan<byte> body)
    {
        var positions = new Dictionary<int, long>();
        var partition = -1L;
        while (!body.IsEmpty)
        {
            var step = TakeNumber(ref body);
            var position = TakeNumber(ref body);
            partition += (long)Math.Min(step, (ulong)Partitioning.PartitionCountMax + 1);
            if (step == 0 || partition >= Partitioning.PartitionCountMax || position is 0 or > long.MaxValue)
                throw new FormatException($"Session token names partition {partition} at position {position}, which cannot be.");
            positions.Add((int)partition, (long)position);
        }

        return positions;
    }

    private static void AddNumber(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7) bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    private static ulong TakeNumber(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0UL;
        for (var shift = 0; shift < 63 && !bytes.IsEmpty; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }

        throw new FormatException("Session token holds a number without an end.");
    }
}
