using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands;

/// <summary>The same commands for everybody; their events have about 300 bytes.</summary>
internal static class OrderContent
{
    public const string Currency = "GBP";

    /// <summary>Two quantities tell this many turns apart, squared: an amendment that changes nothing would write nothing.</summary>
    private const int Quantities = 1_000;

    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square, London", "GB");

    public static OrderId IdOf(int order) => new($"c{order}", $"o{order}");

    public static OrderCommand.PlaceOrder Place() => new(Currency, LinesOf(0), Home);

    public static OrderCommand.AmendOrder Amend(long turn) => new(LinesOf(turn + 1), Home);

    private static System.Collections.Immutable.ImmutableArray<OrderLine> LinesOf(long turn) =>
    [
        new("85123A", 1 + (int)(turn % Quantities), 2.55m),
        new("71053", 1 + (int)(turn / Quantities % Quantities), 3.39m),
        new("84406B", 8, 2.75m),
    ];
}
