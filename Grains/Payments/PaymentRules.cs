using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Rules;
using Code = CommandProcessor.Grains.Interfaces.Payments.PaymentRefusalCode;

namespace CommandProcessor.Grains.Payments;

/// <summary>What the parts of a command to a payment must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class PaymentRules
{
    public static Refusal? RefuseTerms(PaymentTerms? terms)
    {
        if (terms is null) return Refusal.Final(Code.MalformedOrder, "The terms are missing.");
        return Refuse.If(Code.MalformedOrder, terms.Order.Mistake())
            ?? Refuse.If(Code.MalformedPayer, terms.Payer.Mistake())
            ?? Refuse.If(Code.MalformedPayee, terms.Payee.Mistake())
            ?? (terms.Payer == terms.Payee ? Refusal.Final(Code.SameAccount, $"Account {terms.Payer} would pay itself.") : null)
            ?? Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(terms.Currency));
    }

    public static Refusal? RefuseRefundId(string? refundId) => Refuse.If(Code.MalformedRefundId, Identifier.Mistake(refundId, "Refund id"));

    public static Refusal? RefuseAmount(PaymentTerms terms, decimal amount) =>
        Refuse.If(Code.AmountOutOfRange, MoneyRules.AmountMistake("Amount", amount))
        ?? Refuse.If(Code.AmountTooFine, MoneyRules.FinenessMistake("Amount", amount, terms.Currency));

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    public static Refusal? RefuseReason(int code, string? reason) =>
        Refuse.If(Code.MalformedCode, CodeRules.Mistake(code)) ?? RefuseText("Reason", reason);
}
