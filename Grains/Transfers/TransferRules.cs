using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Rules;
using Code = CommandProcessor.Grains.Interfaces.Transfers.TransferRefusalCode;

namespace CommandProcessor.Grains.Transfers;

/// <summary>What the parts of a command to a transfer must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class TransferRules
{
    public static Refusal? RefuseRequest(TransferCommand.TransferMoney command) =>
        Refuse.If(Code.MalformedFrom, command.From.Mistake())
        ?? Refuse.If(Code.MalformedTo, command.To.Mistake())
        ?? (command.From == command.To ? Refusal.Final(Code.SameAccount, $"The money would go from account {command.From} to itself.") : null)
        ?? Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(command.Currency))
        ?? Refuse.If(Code.AmountOutOfRange, MoneyRules.AmountMistake("Amount", command.Amount))
        ?? Refuse.If(Code.AmountTooFine, MoneyRules.FinenessMistake("Amount", command.Amount, command.Currency))
        ?? Refuse.If(Code.MalformedText, FreeText.Mistake("Reference", command.Reference));

    public static Refusal? RefuseReason(int code, string? reason) =>
        Refuse.If(Code.MalformedCode, CodeRules.Mistake(code)) ?? Refuse.If(Code.MalformedText, FreeText.Mistake("Reason", reason));
}
