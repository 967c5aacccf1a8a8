using System.Buffers.Binary;
using System.Text;

namespace CommandProcessor.Journal.Sql;

/// <summary>Rows in the binary form of PostgreSQL's COPY: each a count of columns, each column its length and its bytes.</summary>
public sealed class CopyRows
{
    private const short EndOfRows = -1;
    private byte[] _bytes;

    internal CopyRows(int capacity)
    {
        _bytes = new byte[capacity];
        ReadOnlySpan<byte> signature = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];
        signature.CopyTo(Take(signature.Length));
        Take(2 * sizeof(int)).Clear(); // No flags, and nothing more before the rows.
    }

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public CopyRows Begin(short columnCount)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columnCount);
        return this;
    }

    public CopyRows Add(int value)
    {
        AddLength(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
        return this;
    }

    public CopyRows Add(long value)
    {
        AddLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
        return this;
    }

    public CopyRows Add(string value)
    {
        AddLength(0);
        var begin = Length;
        Room(Encoding.UTF8.GetMaxByteCount(value.Length));
        Length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(begin));
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(begin - sizeof(int)), Length - begin);
        return this;
    }

    internal void End() => Begin(EndOfRows);

    internal void Clear() => Length = 0;

    private void AddLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);

    private Span<byte> Take(int count)
    {
        Room(count);
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    private void Room(int count)
    {
        if (_bytes.Length - Length < count) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
    }
}
