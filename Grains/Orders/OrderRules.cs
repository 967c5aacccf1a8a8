using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Rules;
using static CommandProcessor.Grains.Interfaces.Commands.Refusal;
using static CommandProcessor.Grains.Interfaces.Orders.OrderLimits;
using Code = CommandProcessor.Grains.Interfaces.Orders.OrderRefusalCode;

namespace CommandProcessor.Grains.Orders;

/// <summary>What an order and its parts must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class OrderRules
{
    /// <summary>How far the customer's clock may be ahead of ours.</summary>
    public static readonly TimeSpan OrderedAtSkewMax = TimeSpan.FromMinutes(5);

    public static Refusal? RefuseCurrency(string? currency) =>
        Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(currency));

    public static Refusal? RefuseLines(ImmutableArray<OrderLine> lines, string currency)
    {
        if (RefuseCount(lines.IsDefault ? 0 : lines.Length) is { } count) return count;

        for (var index = 0; index < lines.Length; index++)
        {
            var mistake = lines[index] is { } line ? Identifier.Mistake(line.Sku, "SKU") : "The line is missing.";
            if (mistake is not null) return Final(Code.MalformedSku, $"Line {index + 1}: {mistake}");
        }

        for (var index = 0; index < lines.Length; index++)
        {
            if (RefuseQuantity(index + 1, lines[index].Quantity) is { } quantity) return quantity;
        }

        return RefusePrices(lines, currency);
    }

    public static Refusal? RefuseShipTo(ShipTo? shipTo) => Refuse.If(Code.MalformedShipTo, AddressRules.Mistake(shipTo));

    public static Refusal? RefuseOrderedAt(DateTimeOffset? orderedAt, DateTimeOffset now) => orderedAt - now > OrderedAtSkewMax
        ? Transient(Code.OrderedInFuture, $"The order is of {orderedAt:O}, more than {OrderedAtSkewMax.TotalMinutes} minutes after {now:O}.")
        : null;

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    public static Refusal? RefuseReturnedLines(ImmutableArray<ReturnedLine> lines)
    {
        if (RefuseCount(lines.IsDefault ? 0 : lines.Length) is { } count) return count;
        for (var index = 0; index < lines.Length; index++)
        {
            if (RefuseQuantity(index + 1, lines[index]?.Quantity ?? 0) is { } quantity) return quantity;
        }

        return null;
    }

    public static Refusal? RefuseReturnOf(Order order, ImmutableArray<ReturnedLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.LineNumber < 1 || line.LineNumber > order.Lines.Length)
                return Final(Code.NoSuchLine, $"The order has lines 1 to {order.Lines.Length}; line {line.LineNumber} is not among them.");
        }

        var left = new Dictionary<int, int>();
        foreach (var line in lines)
        {
            var returnable = left.GetValueOrDefault(line.LineNumber, order.Returnable(line.LineNumber));
            if (line.Quantity > returnable)
                return Final(Code.ReturnsTooMany, $"Line {line.LineNumber}: {line.Quantity} cannot come back; the customer has {returnable}.");
            left[line.LineNumber] = returnable - line.Quantity;
        }

        return null;
    }

    private static Refusal? RefuseCount(int count) => count switch
    {
        0 => Final(Code.NoLines, "There are no lines."),
        > LineCountMax => Final(Code.TooManyLines, $"There are {count} lines; at most {LineCountMax} are allowed."),
        _ => null,
    };

    private static Refusal? RefuseQuantity(int lineNumber, int quantity) => quantity is < 1 or > QuantityMax
        ? Final(Code.QuantityOutOfRange, $"Line {lineNumber}: quantity {quantity} is not between 1 and {QuantityMax}.")
        : null;

    private static Refusal? RefusePrices(ImmutableArray<OrderLine> lines, string currency)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            if (MoneyRules.AmountMistake("price", lines[index].UnitPrice, UnitPriceMax) is { } mistake)
                return Final(Code.UnitPriceOutOfRange, $"Line {index + 1}: {mistake}");
        }

        for (var index = 0; index < lines.Length; index++)
        {
            if (MoneyRules.FinenessMistake("price", lines[index].UnitPrice, currency) is { } mistake)
                return Final(Code.UnitPriceTooFine, $"Line {index + 1}: {mistake}");
        }

        return null;
    }
}
