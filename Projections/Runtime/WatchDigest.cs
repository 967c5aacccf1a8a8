using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Tells by 64 bits whether what is watched is what was shown.</summary>
internal static class WatchDigest
{
    public static long Of(string selected) => unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(selected.AsSpan())));
}
