namespace Orleans.Streams.Kafka;

/// <summary>Kafka's own way from key to partition (murmur2, as Java clients do), so that foreign producers agree with this one.</summary>
internal static class KafkaPartitioner
{
    public static int PartitionOf(ReadOnlySpan<byte> key, int partitionCount) => (int)((HashOf(key) & 0x7fffffff) % (uint)partitionCount);

    public static uint HashOf(ReadOnlySpan<byte> data)
    {
        const uint seed = 0x9747b28c;
        const uint m = 0x5bd1e995;
        const int r = 24;
        var hash = seed ^ (uint)data.Length;
        while (data.Length >= 4)
        {
            var k = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data);
            k *= m;
            k ^= k >> r;
            k *= m;
            hash = (hash * m) ^ k;
            data = data[4..];
        }

        if (data.Length >= 3) hash ^= (uint)data[2] << 16;
        if (data.Length >= 2) hash ^= (uint)data[1] << 8;
        if (data.Length >= 1) hash = (hash ^ data[0]) * m;
        hash ^= hash >> 13;
        hash *= m;
        hash ^= hash >> 15;
        return hash;
    }
}
