using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.StockLevels;

namespace CommandProcessor.Projections.StockLevels;

/// <summary>What of a stock level a watcher watches, as text.</summary>
internal static class StockLevelsSelection
{
    public static string Of(StockLevel? level, StockLevelPart part) => level is null ? "" : part switch
    {
        // Not the position, which moves although nothing changes.
        StockLevelPart.Everything => JsonSerializer.Serialize(level with { Position = 0 }, StockLevelsSelectionJson.Default.StockLevel),
        StockLevelPart.Quantity => FormattableString.Invariant($"{level.OnHand}|{level.Booked}|{level.StaleSince:O}"),
        StockLevelPart.Price => FormattableString.Invariant($"{level.Price}|{level.Currency}|{level.StaleSince:O}"),
        StockLevelPart.ReorderLevel => FormattableString.Invariant($"{level.IsBelowReorderLevel()}|{level.StaleSince:O}"),
        _ => throw new ArgumentException($"StockLevelPart {part} is not known."),
    };
}

[JsonSerializable(typeof(StockLevel))]
internal sealed partial class StockLevelsSelectionJson : JsonSerializerContext;
