using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>
/// Names one intent of one caller, however often it is sent: a UUID version 7 (RFC 9562), whose time lets an aggregate tell
/// without looking that an id is new.
/// </summary>
[GenerateSerializer, Immutable, Alias("command-id")]
public readonly record struct CommandId
{
    /// <exception cref="ArgumentException">The UUID is not of version 7.</exception>
    public CommandId(Guid value)
    {
        if (value.Version != 7) throw new ArgumentException($"Command id {value} is a UUID of version {value.Version}; version 7 is required.");
        Value = value;
    }

    [Id(0)]
    public Guid Value { get; }

    /// <summary>False for the default value and for what came over the wire without passing the constructor.</summary>
    public bool IsValid => Value.Version == 7;

    /// <summary>Milliseconds since 1970 at which the id was made, by the clock of its maker.</summary>
    public long TimestampMs
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        }
    }

    public static CommandId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The same id for the same time and name for ever: for imports and for reactors, which may do everything twice.</summary>
    public static CommandId Derive(DateTimeOffset time, string name)
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), bytes);
        var milliseconds = (ulong)time.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new(new Guid(bytes[..16], bigEndian: true));
    }

    public static CommandId Parse(string text) =>
        Guid.TryParse(text, out var value) ? new(value) : throw new FormatException($"'{text}' is no UUID.");

    public override string ToString() => Value.ToString();
}
