using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>
/// What makes a change of the past show: the hash of an event is the SHA-256 over the hash of the event before it in the partition
/// and every field of its own, each of fixed size or with its length in front, numbers with the most significant byte first.
/// </summary>
public static class HashChain
{
    public const int HashBytes = 32;

    private const byte EncodingVersion = 1;
    private const int FixedBytesMax = 256;
    private const int StackBytesMax = 2048;

    /// <summary>Stands before the first event of a partition.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[HashBytes];

    /// <summary>Computes the hash of <paramref name="recorded"/>; its own <see cref="RecordedEvent.Hash"/> is not looked at.</summary>
    public static void Compute(ReadOnlySpan<byte> hashBefore, RecordedEvent recorded, Span<byte> destination)
    {
        var context = recorded.Context;
        var charCount = recorded.Key.Value.Length + recorded.Aggregate.Value.Length + recorded.Type.Length + context.Principal.Length +
            (context.TraceParent?.Length ?? 0);
        var bytesMax = FixedBytesMax + (3 * charCount) + recorded.Body.Length;
        var rented = bytesMax > StackBytesMax ? ArrayPool<byte>.Shared.Rent(bytesMax) : null;
        var encoding = new Encoding(rented ?? stackalloc byte[StackBytesMax]);

        encoding.Byte(EncodingVersion);
        encoding.Bytes(hashBefore);
        encoding.Number(recorded.Partition);
        encoding.Number(recorded.Position);
        encoding.Number(recorded.Previous);
        encoding.Text(recorded.Key.Value);
        encoding.Text(recorded.Aggregate.Value);
        encoding.Number(recorded.Version);
        encoding.Text(recorded.Type);
        encoding.Number(recorded.SchemaVersion);
        encoding.Id(context.CommandId.Value);
        encoding.Id(context.CausationId);
        encoding.Id(context.CorrelationId);
        encoding.Text(context.Principal);
        encoding.Text(context.TraceParent);
        encoding.Number(Microseconds.From(recorded.RecordedAt));
        encoding.Bytes(recorded.Body.Span);
        SHA256.HashData(encoding.Written, destination);

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private ref struct Encoding(Span<byte> buffer)
    {
        private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        private readonly Span<byte> _buffer = buffer;
        private int _count;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._count];

        public void Byte(byte value) => _buffer[_count++] = value;

        public void Number(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_buffer[_count..], value);
            _count += sizeof(long);
        }

        public void Bytes(ReadOnlySpan<byte> value)
        {
            Number(value.Length);
            value.CopyTo(_buffer[_count..]);
            _count += value.Length;
        }

        public void Text(string? value)
        {
            if (value is null)
            {
                Number(-1);
                return;
            }

            var length = Utf8.GetBytes(value, _buffer[(_count + sizeof(long))..]);
            Number(length);
            _count += length;
        }

        public void Id(Guid? value)
        {
            Byte(value is null ? (byte)0 : (byte)1);
            if (value is null) return;
            value.Value.TryWriteBytes(_buffer[_count..], bigEndian: true, out var length);
            _count += length;
        }
    }
}
