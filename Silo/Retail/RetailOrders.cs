using System.Collections.Immutable;
using System.Globalization;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>
/// Makes orders of invoices. The order's time is that of the invoice's first line. Stock codes are written in capitals: those that
/// differ only in case (85123a, 85123A) name one product, as their descriptions show. Without a customer it is an order of a guest of its own.
/// </summary>
internal static class RetailOrders
{
    private const int PriceDecimalsMax = 2;

    public static RetailInvoiceKind KindOf(RetailInvoice invoice) => invoice.Number switch
    {
        ['C', ..] => RetailInvoiceKind.Cancellation,
        ['A', ..] => RetailInvoiceKind.BadDebt,
        _ => RetailInvoiceKind.Normal,
    };

    /// <summary>The invoice as an order, or null if it has no line that can be sold; what is left out is told. A cancellation is none.</summary>
    public static RetailOrder? ToOrder(RetailInvoice invoice, Action<RetailRejection> reject)
    {
        if (KindOf(invoice) is RetailInvoiceKind.Cancellation) return null;
        var customer = invoice.First.Customer ?? $"guest-{invoice.Number}";
        if ((Identifier.Mistake(customer, "Customer") ?? Identifier.Mistake(invoice.Number, "Order number")) is { } mistake)
        {
            foreach (var line in invoice.Lines) reject(new(line.Number, invoice.Number, RetailReason.BeyondLimits, mistake));
            return null;
        }

        var lines = ImmutableArray.CreateBuilder<OrderLine>(invoice.Lines.Count);
        foreach (var line in invoice.Lines)
        {
            if (Mistake(invoice, line, lines.Count) is { } rejection) reject(rejection);
            else lines.Add(new(Sku(line), line.Quantity, line.UnitPrice));
        }

        if (lines.Count == 0) return null;
        var orderedAt = invoice.First.OrderedAt;
        var shipTo = new ShipTo(invoice.First.Customer is null ? "Guest" : $"Customer {customer}", "not in the data", invoice.First.Country);
        return new(new(customer, invoice.Number), new(RetailAccounts.Currency, lines.DrainToImmutable(), shipTo, orderedAt), orderedAt, invoice.First.Number);
    }

    public static string Sku(RetailLine line) => line.StockCode.ToUpperInvariant();

    private static RetailRejection? Mistake(RetailInvoice invoice, RetailLine line, int lineCount)
    {
        return KindOf(invoice) switch
        {
            RetailInvoiceKind.BadDebt => Because(RetailReason.BadDebt, $"price {Text(line.UnitPrice)}"),
            _ when line.Customer != invoice.First.Customer => Because(RetailReason.Malformed, $"customer '{line.Customer}' on an invoice of '{invoice.First.Customer}'"),
            _ when line.Quantity <= 0 => Because(RetailReason.QuantityNotPositive, $"quantity {line.Quantity}"),
            _ when line.UnitPrice <= 0 => Because(RetailReason.PriceNotPositive, $"price {Text(line.UnitPrice)}"),
            _ when decimal.Round(line.UnitPrice, PriceDecimalsMax) != line.UnitPrice => Because(RetailReason.PriceTooFine, $"price {Text(line.UnitPrice)}"),
            _ when line.Quantity > OrderLimits.QuantityMax => Because(RetailReason.BeyondLimits, $"quantity {line.Quantity}"),
            _ when line.UnitPrice > OrderLimits.UnitPriceMax => Because(RetailReason.BeyondLimits, $"price {Text(line.UnitPrice)}"),
            _ when lineCount == OrderLimits.LineCountMax => Because(RetailReason.BeyondLimits, $"more than {OrderLimits.LineCountMax} lines"),
            _ when Identifier.Mistake(Sku(line), "Stock code") is { } mistake => Because(RetailReason.BeyondLimits, mistake),
            _ => null,
        };

        RetailRejection Because(RetailReason reason, string detail) => new(line.Number, invoice.Number, reason, detail);
    }

    private static string Text(decimal price) => price.ToString(CultureInfo.InvariantCulture);
}
