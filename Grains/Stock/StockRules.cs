using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Rules;
using Code = CommandProcessor.Grains.Interfaces.Stock.StockRefusalCode;

namespace CommandProcessor.Grains.Stock;

/// <summary>What the parts of a command to a product must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class StockRules
{
    public static Refusal? RefuseBookingId(string? bookingId) => Refuse.If(Code.MalformedBookingId, FreeText.Mistake("Booking id", bookingId));

    /// <summary>What must hold of a booking whatever the product is.</summary>
    public static Refusal? RefusePromised(StockCommand.BookStock command, DateTimeOffset now) =>
        RefuseBookingId(command.BookingId)
        ?? RefuseQuantity(command.Quantity, 1, StockLimits.BookedQuantityMax)
        ?? RefuseExpiry(command.ExpiresAt, now);

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    public static Refusal? RefuseCurrency(string? currency) => Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(currency));

    public static Refusal? RefuseOtherCurrency(StockItem item, string currency) => currency == item.Currency
        ? null
        : Refusal.Final(Code.WrongCurrency, $"The product is priced in {item.Currency}; {currency} cannot take its place.");

    public static Refusal? RefusePrice(decimal price, string currency) =>
        Refuse.If(Code.PriceOutOfRange, MoneyRules.AmountMistake("Price", price, StockLimits.PriceMax))
        ?? Refuse.If(Code.PriceTooFine, MoneyRules.FinenessMistake("Price", price, currency));

    public static Refusal? RefuseQuantity(long quantity, long quantityMin, long quantityMax) => quantity >= quantityMin && quantity <= quantityMax
        ? null
        : Refusal.Final(Code.QuantityOutOfRange, $"Quantity {quantity} is not between {quantityMin} and {quantityMax}.");

    public static Refusal? RefuseExpiry(DateTimeOffset expiresAt, DateTimeOffset now) =>
        Refuse.If(Code.ExpiryPast, ExpiryRules.PastMistake(expiresAt, now))
        ?? Refuse.ForNowIf(Code.ExpiryTooFar, ExpiryRules.TooFarMistake(expiresAt, now, StockLimits.BookingDaysMax));
}
