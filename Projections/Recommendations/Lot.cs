using System.IO.Hashing;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>Takes some products of an order with many, so that n products cost no n² rows. The lot is drawn from the order's id, the same for ever.</summary>
internal static class Lot
{
    public static string[] Draw(string[] skus, AggregateId order, int countMax)
    {
        if (skus.Length <= countMax) return skus;
        var lots = Array.ConvertAll(skus, sku => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(string.Concat(order.Value, "/", sku).AsSpan())));
        string[] drawn = [.. skus];
        Array.Sort(lots, drawn);
        return drawn[..countMax];
    }
}
