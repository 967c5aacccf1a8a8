using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Rules;
using static CommandProcessor.Grains.Interfaces.Commands.Refusal;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentLimits;
using Code = CommandProcessor.Grains.Interfaces.Shipments.ShipmentRefusalCode;

namespace CommandProcessor.Grains.Shipments;

/// <summary>What the parts of a command to a shipment must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class ShipmentRules
{
    public static Refusal? RefuseOrder(OrderId order) => Refuse.If(Code.MalformedOrder, order.Mistake());

    public static Refusal? RefuseLines(ImmutableArray<ShipmentLine> lines)
    {
        if (lines.IsDefaultOrEmpty) return Final(Code.NoLines, "There are no lines.");
        if (lines.Length > LineCountMax) return Final(Code.TooManyLines, $"There are {lines.Length} lines; at most {LineCountMax} are allowed.");
        return RefuseFirst(Code.MissingLine, lines, static line => line is null ? "It is missing." : null)
            ?? RefuseFirst(Code.LineNumberOutOfRange, lines, static line => line.LineNumber is >= 1 and <= LineCountMax
                ? null
                : $"Its number {line.LineNumber} is not between 1 and {LineCountMax}.")
            ?? RefuseTwice(lines)
            ?? RefuseFirst(Code.MalformedSku, lines, static line => Identifier.Mistake(line.Sku, "SKU"))
            ?? RefuseFirst(Code.QuantityOutOfRange, lines, static line => line.Quantity is >= 1 and <= QuantityMax
                ? null
                : $"Quantity {line.Quantity} is not between 1 and {QuantityMax}.");
    }

    public static Refusal? RefuseShipTo(ShipTo? shipTo) => Refuse.If(Code.MalformedShipTo, AddressRules.Mistake(shipTo));

    public static Refusal? RefuseResolution(LossResolution resolution) => Enum.IsDefined(resolution)
        ? null
        : Final(Code.UnknownResolution, $"{(int)resolution} is no resolution of a loss.");

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    private static Refusal? RefuseFirst(int code, ImmutableArray<ShipmentLine> lines, Func<ShipmentLine, string?> mistakeOf)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            if (mistakeOf(lines[index]) is { } mistake) return Final(code, $"Line {index + 1}: {mistake}");
        }

        return null;
    }

    private static Refusal? RefuseTwice(ImmutableArray<ShipmentLine> lines)
    {
        var seen = new HashSet<int>();
        return RefuseFirst(Code.LineTwice, lines, line => seen.Add(line.LineNumber) ? null : $"Line {line.LineNumber} of the order is in the shipment already.");
    }
}
