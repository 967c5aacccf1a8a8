using System.Data.Common;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>Gives SQLite a checksum of rows that any changed character changes and their order does not, as PostgreSQL has one.</summary>
internal static class ContentChecksum
{
    private const string Name = "content_checksum";

    public static void Register(DbConnection connection) => connection.AddChecksum(Name, Of);

    private static long Of(string key, string item, long first, long second, string body) => Hash(body, Hash(second, Hash(first, Hash(item, Hash(key, 0)))));

    private static long Hash(long number, long seed) => unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)), seed));

    private static long Hash(string text, long seed) => unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), seed));
}
